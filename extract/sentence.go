package extract

// endsLabel tells a damaged label of a row to which a text behind it adds nothing: joined
// with the text it is no nearer to the form's label, so the text is no rest of it, but
// stands in the place of a figure.
func (r *reader) endsLabel(label, text string) bool {
	if r.isUnitWord(text) {
		return false
	}
	own, joined := newLabel(label).key, newLabel(label+text).key
	for s := range r.form.Sections {
		if row := r.ix.nearRow(r.f, s, own); row >= 0 {
			return r.ix.rowDistance(r.f, s, row, own) <= r.ix.rowDistance(r.f, s, row, joined)
		}
	}
	return false
}
