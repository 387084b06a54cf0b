package draw

import (
	"fmt"
	"io"
	"strings"

	"gongkai/extract"
)

// claimConflict is the code of problems that hold a claim against the tables.
const claimConflict = "claim_conflict"

// claims draws the counts that the text tells, apart from the tables, each
// sentence once under what it tells, and what contradicts the tables.
func (d *Drawer) claims(w io.Writer, rep *extract.Report, width int) {
	heading := "\nTold in the text, not in the tables\n"
	for i := 0; i < len(rep.Claims); {
		sentence := rep.Claims[i].Sentence
		var told []string
		for ; i < len(rep.Claims) && rep.Claims[i].Sentence == sentence; i++ {
			told = append(told, Clean(rep.Claims[i].What)+" "+rep.Claims[i].Value.String())
		}
		io.WriteString(w, heading)
		heading = ""
		d.item(w, "-", strings.Join(told, " · "), width)
		for _, line := range d.text.wrap("“"+Clean(sentence)+"”", width-6) {
			fmt.Fprintf(w, "      %s\n", line)
		}
	}
	for _, p := range rep.Problems {
		if p.Code == claimConflict {
			io.WriteString(w, heading)
			heading = ""
			d.item(w, "!", Clean(p.Message), width)
		}
	}
}
