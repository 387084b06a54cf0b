package extract

import "testing"

// FuzzGridSections holds the grid of a table with several sections against a
// drawing of it: every cell stands in the first column that neither a cell before
// it nor a span from above, in the same section, fills.
func FuzzGridSections(f *testing.F) {
	f.Add([]byte{0x21, 0x12, 0xff, 0x11, 0xfe, 0x33, 0x11, 0xff, 0x11})
	f.Add([]byte{0x9f, 0x11, 0xff, 0x11, 0x11, 0x11, 0xff, 0xff, 0x11})
	f.Fuzz(func(t *testing.T, cells []byte) {
		g := gridBuilder{}
		filled := map[[2]int]bool{}
		row, cursor := 0, 0
		for i, c := range cells {
			switch c {
			case 0xff:
				g.endRow()
				row, cursor = row+1, 0
				continue
			case 0xfe:
				g.endSection()
				clear(filled)
				cursor = 0
				continue
			}
			colspan, rowspan := int(c>>4)+1, int(c&15)+1
			for filled[[2]int{row, cursor}] {
				cursor++
			}
			want := cursor
			if want+colspan > maxColumns {
				want = -1
			} else {
				cursor += colspan
				for y := row; y < row+rowspan; y++ {
					for x := want; x < cursor; x++ {
						filled[[2]int{y, x}] = true
					}
				}
			}
			if got := g.place(colspan, rowspan); got != want {
				t.Fatalf("cell %d of %x stands in column %d, want %d", i, cells, got, want)
			}
		}
	})
}
