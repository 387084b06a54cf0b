package chart

// Plot is a picture as data for a script that draws it: the same lines, colours,
// signs and words. All text in it is plain, and may be hostile.
type Plot struct {
	// Kind is lines, bars for bars beside each other in each year, or rows for a
	// bar across for each value.
	Kind     string   `json:"kind"`
	Title    string   `json:"title"`
	Subtitle string   `json:"subtitle,omitempty"`
	Unit     string   `json:"unit"`
	Notes    []string `json:"notes,omitempty"`
	Style    style    `json:"style"`

	// Of lines and bars: the years, and what their axis is called.
	From  int        `json:"from,omitempty"`
	To    int        `json:"to,omitempty"`
	Years string     `json:"years,omitempty"`
	Lines []plotLine `json:"lines,omitempty"`
	// Others are those that are not told apart, as far as they are drawn.
	Others     [][]plotPoint `json:"others,omitempty"`
	OthersText string        `json:"othersText,omitempty"`
	Marks      []plotMark    `json:"marks,omitempty"`

	Rows []plotRow `json:"rows,omitempty"`
}

// style is what pictures look like: sizes in pixels, and colours.
type style struct {
	Margin    float64 `json:"margin"`
	Height    float64 `json:"height"` // of the plot, where rows do not need their own
	TitleSize float64 `json:"titleSize"`
	TextSize  float64 `json:"textSize"`
	SmallSize float64 `json:"smallSize"`
	BarHeight float64 `json:"barHeight"`
	BarStep   float64 `json:"barStep"`
	Fonts     string  `json:"fonts"`
	Ink       string  `json:"ink"`
	Faint     string  `json:"faint"`
	Pale      string  `json:"pale"`
	Bar       string  `json:"bar"`
	Other     string  `json:"other"`
}

// plotLine is a line with its colour and the path of its sign.
type plotLine struct {
	Label  string      `json:"label"`
	Colour string      `json:"colour"`
	Sign   string      `json:"sign"`
	Points []plotPoint `json:"points"`
}

// plotPoint is a value, and how the line goes on to it: gap, solid or dashed.
type plotPoint struct {
	Year  int     `json:"year"`
	Value float64 `json:"value"`
	Joint string  `json:"joint"`
	Text  string  `json:"text,omitempty"`
	N     int     `json:"n,omitempty"`
}

// plotMark is a change of form, between two years.
type plotMark struct {
	At   float64 `json:"at"`
	Text string  `json:"text"`
}

// plotRow is a bar; Value is nil where there is none, which Text explains.
type plotRow struct {
	Label string   `json:"label"`
	Rank  string   `json:"rank,omitempty"`
	Value *float64 `json:"value"`
	Text  string   `json:"text"`
}

// newPlot is what all kinds have in common.
func newPlot(kind, title, subtitle, unit string, notes []string, small bool) *Plot {
	s := sizeOf(small)
	p := &Plot{Kind: kind, Title: clean(title), Subtitle: clean(subtitle), Unit: clean(unit), Style: style{
		Margin: s.margin, Height: s.plot, TitleSize: s.title, TextSize: textSize, SmallSize: smallSize, BarHeight: barHeight, BarStep: barStep,
		Fonts: fonts, Ink: ink, Faint: faint, Pale: pale, Bar: colours[0], Other: otherColour}}
	for _, n := range notes {
		p.Notes = append(p.Notes, clean(n))
	}
	return p
}

// Plot is the chart as data.
func (c *Chart) Plot() *Plot {
	kind := "lines"
	if c.AsBars {
		kind = "bars"
	}
	p := newPlot(kind, c.Title, c.Subtitle, c.Unit, c.Notes, c.Small)
	p.From, p.To, p.Years = c.FromYear, c.ToYear, clean(c.words().Years)
	a := c.axis()
	told, others := c.told()
	for i := range told {
		line := plotLine{Label: clean(told[i].Label), Colour: colours[i], Sign: shapes[i], Points: c.plotPoints(&told[i])}
		for k, pt := range told[i].Points {
			line.Points[k].Text, line.Points[k].N = clean(c.pointText(pt, a)), pt.N
		}
		p.Lines = append(p.Lines, line)
	}
	if len(others) > 0 {
		p.OthersText = clean(c.othersText(len(others)))
	}
	shown := c.shownOthers()
	for i := range shown {
		p.Others = append(p.Others, c.plotPoints(&shown[i]))
	}
	for _, m := range c.marks(c.all()) {
		p.Marks = append(p.Marks, plotMark{m.middle(), clean(m.text)})
	}
	return p
}

// plotPoints are where a line goes.
func (c *Chart) plotPoints(l *Line) []plotPoint {
	points := make([]plotPoint, len(l.Points))
	for i, pt := range l.Points {
		points[i] = plotPoint{Year: pt.Year, Value: c.shown(pt.Value), Joint: l.joint(i).String()}
	}
	return points
}

// Plot is the bars as data.
func (b *Bars) Plot() *Plot {
	p := newPlot("rows", b.Title, b.Subtitle, b.Unit, b.Notes, b.Small)
	for _, bar := range b.Bars {
		row := plotRow{Label: clean(bar.Label), Rank: clean(bar.Rank), Text: clean(bar.Text)}
		if bar.Value != nil {
			v := b.shown(*bar.Value)
			row.Value = &v
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}
