package solve

import (
	"errors"
	"testing"

	"gongkai/extract/decimal"
)

// FuzzSolve gives Solve tables that no form has: checks that name a place twice
// or on both sides, runs of any length, figures of any size.
func FuzzSolve(f *testing.F) {
	f.Add([]byte("\x0c\x04\x02\x01\x03\x04\x02\x06\x83\x00\x01\x02"))
	f.Add([]byte("\x0f\x0f\x09\x1b\x0a\x09\x0f\x3d\x03\x03\x08\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		next := func() int {
			if len(data) == 0 {
				return 0
			}
			b := data[0]
			data = data[1:]
			return int(b)
		}
		cell := func() Cell {
			b := next()
			return Cell{Kind: Kind(b % 3), Value: decimal.New(int64(int8(next()))<<(b>>2), uint8(b>>6))}
		}
		tab := &Table{}
		for n := next() % 64; n > 0; n-- {
			tab.Cells = append(tab.Cells, cell())
		}
		for at := next() % 8; at < len(tab.Cells); {
			r := Run{}
			for n := next() % 40; n >= 0 && at < len(tab.Cells); n-- {
				r.Places = append(r.Places, at)
				at++
			}
			for n := next() % (len(r.Places) + 1); n > 0; n-- {
				r.Prints = append(r.Prints, cell())
			}
			tab.Runs = append(tab.Runs, r)
			at += next() % 8
		}
		for n := next() % 32; n > 0; n-- {
			var c Check
			for k := next() % 16; k > 0; k-- {
				c.Left = append(c.Left, next()%(len(tab.Cells)+1))
				c.Right = append(c.Right, next()%(len(tab.Cells)+1))
			}
			tab.Checks = append(tab.Checks, c)
		}
		res, err := Solve(tab)
		if err != nil {
			if !errors.Is(err, ErrTable) {
				t.Fatal(err)
			}
			return
		}
		for r, placed := range res.Placed {
			last := -1
			for _, k := range placed {
				if k >= 0 && (k <= last || tab.Runs[r].Prints[k].Kind != Figure || res.Verdicts[r] != Solved) {
					t.Fatalf("%s: %v", res.Verdicts[r], placed)
				}
				last = max(last, k)
			}
		}
	})
}
