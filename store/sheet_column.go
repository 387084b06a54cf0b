package store

import (
	"fmt"
	"math"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store/pack"
)

// sheetColumn is an unpacked column: the figures that one key has in the rows
// of a year that are asked for. Most are whole numbers that were read, and take
// no more room than that.
type sheetColumn struct {
	*key
	numbers   []int64 // by row, noFigure and blankFigure among them
	odd       map[int32]*Figure
	conflicts map[int32]bool
}

// What a column has instead of numbers, which are smaller in any case, see put.
const (
	noFigure    = math.MinInt64
	blankFigure = math.MinInt64 + 1
)

// unpackColumn unpacks a column of a year whose rows are selected.
func unpackColumn(data []byte, y *panelYear, k *key) (*sheetColumn, error) {
	c := &sheetColumn{key: k, numbers: make([]int64, len(y.selected)), odd: map[int32]*Figure{}, conflicts: map[int32]bool{}}
	r := pack.NewReader(data)
	for _, place := range y.places {
		cell := r.Uint()
		if place == 0 {
			continue
		}
		n := int64(noFigure)
		switch cell {
		case cellNone:
		case cellBlank:
			n = blankFigure
		default:
			n = pack.Unzigzag(cell - cellNumber)
		}
		c.numbers[place-1] = n
	}
	// place takes the number of a row; 0 stands for one that is not asked for.
	place := func() (int32, error) {
		at := r.Uint()
		if at >= uint64(len(y.places)) {
			return 0, fmt.Errorf("%w: figure of row %d in a sheet of %d", ErrCorrupt, at, len(y.places))
		}
		return y.places[at], nil
	}
	for range r.Count() {
		i, err := place()
		f := unpackOdd(r)
		if err == nil && i > 0 {
			var figure Figure
			figure, err = f.figure(k, y.blanks[y.selected[i-1]])
			c.odd[i-1] = &figure
		}
		if err != nil {
			return nil, err
		}
	}
	for range r.Count() {
		i, err := place()
		if err != nil {
			return nil, err
		}
		c.conflicts[i-1] = true
	}
	if r.Err() != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, r.Err())
	}
	return c, nil
}

// figure is that of the row at a place among the selected ones, nil where it has
// none; blank is how the row prints blanks.
func (c *sheetColumn) figure(at int, blank *string, room *figureRoom) *Figure {
	n, f := c.numbers[at], c.odd[int32(at)]
	switch {
	case f != nil:
	case n == noFigure:
		return nil
	default:
		v := room.figure()
		v.Unit, v.UnitSource = c.unit, c.source
		if n == blankFigure {
			v.Status, v.Raw = extract.StatusBlank, blank
		} else {
			v.number = decimal.New(n, 0)
			v.Status, v.Value, v.asValue = extract.StatusRead, &v.number, true
		}
		f = &v.Figure
	}
	f.Conflict = len(c.conflicts) > 0 && c.conflicts[int32(at)]
	return f
}

// figureRoom is room for figures, which is taken from the heap in pieces for
// many rows: whoever keeps a row keeps its piece, the others go. Where nobody
// keeps one, all rows have the same room.
type figureRoom struct {
	wide    int  // figures of a row
	shared  bool // by all rows
	rows    []*Figure
	figures []numberFigure
	used    int // of figures
}

type numberFigure struct {
	Figure
	number decimal.Number
}

// roomPiece is how many figures a piece has.
const roomPiece = 256

// row is room for the figures of a row.
func (r *figureRoom) row() []*Figure {
	if r.shared {
		if r.rows == nil {
			r.rows, r.figures = make([]*Figure, r.wide), make([]numberFigure, r.wide)
		}
		clear(r.rows)
		clear(r.figures[:r.used])
		r.used = 0
		return r.rows
	}
	if len(r.rows) < r.wide {
		r.rows = make([]*Figure, max(roomPiece, r.wide))
	}
	row := r.rows[:r.wide:r.wide]
	r.rows = r.rows[r.wide:]
	return row
}

// figure is room for a figure and its number.
func (r *figureRoom) figure() *numberFigure {
	if r.used == len(r.figures) {
		r.figures, r.used = make([]numberFigure, roomPiece), 0
	}
	r.used++
	return &r.figures[r.used-1]
}
