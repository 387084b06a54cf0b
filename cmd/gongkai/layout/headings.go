package layout

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"

	"gongkai/extract/form"
)

//go:embed headings.json
var headingsJSON []byte

// headings is headings.json: what the forms as data do not tell.
type headings struct {
	// Tables are the printed tables that hold several sections.
	Tables []tableHeading `json:"tables"`
	// Glosses are English names by section code.
	Glosses map[string]string `json:"glosses"`
}

type tableHeading struct {
	Heading  string   `json:"heading"`
	Gloss    string   `json:"gloss"`
	Sections []string `json:"sections"`
}

func loadHeadings() (*headings, error) {
	dec := json.NewDecoder(bytes.NewReader(headingsJSON))
	dec.DisallowUnknownFields()
	h := new(headings)
	if err := dec.Decode(h); err != nil {
		return nil, fmt.Errorf("headings: %w", err)
	}
	return h, nil
}

// tables cuts a form into its printed tables. A section that headings.json
// does not know is a table of its own.
func (h *headings) tables(f *form.Form) []Table {
	var out []Table
	at := map[string]int{} // heading of a shared table → its place in out
	for i := range f.Sections {
		s := Section{Section: &f.Sections[i], Gloss: h.Glosses[f.Sections[i].Code]}
		k := slices.IndexFunc(h.Tables, func(t tableHeading) bool { return slices.Contains(t.Sections, s.Code) })
		if k < 0 {
			out = append(out, Table{Heading: s.Heading, Gloss: s.Gloss, Sections: []Section{s}})
			continue
		}
		t := h.Tables[k]
		n, ok := at[t.Heading]
		if !ok {
			n = len(out)
			at[t.Heading] = n
			out = append(out, Table{Heading: t.Heading, Gloss: t.Gloss, Headed: true})
		}
		out[n].Sections = append(out[n].Sections, s)
	}
	return out
}
