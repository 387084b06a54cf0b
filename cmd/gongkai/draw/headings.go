package draw

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

// printedTable is a table as the form prints it. sections is never empty.
type printedTable struct {
	heading, gloss string
	sections       []*form.Section
	// headed tells that the sections have headings of their own inside.
	headed bool
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
func (h *headings) tables(f *form.Form) []printedTable {
	var out []printedTable
	at := map[string]int{} // heading of a shared table → its place in out
	for i := range f.Sections {
		s := &f.Sections[i]
		k := slices.IndexFunc(h.Tables, func(t tableHeading) bool { return slices.Contains(t.Sections, s.Code) })
		if k < 0 {
			out = append(out, printedTable{heading: s.Heading, gloss: h.Glosses[s.Code], sections: []*form.Section{s}})
			continue
		}
		t := h.Tables[k]
		n, ok := at[t.Heading]
		if !ok {
			n = len(out)
			at[t.Heading] = n
			out = append(out, printedTable{heading: t.Heading, gloss: t.Gloss, headed: true})
		}
		out[n].sections = append(out[n].sections, s)
	}
	return out
}
