package store

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"gongkai/store/pack"
)

// sheetRows are the rows of a sheet without their figures, by agency id and
// scope. Answers share them: they are never changed.
type sheetRows struct {
	rows   []PanelRow
	blanks []*string // the print of blank figures
}

// unpackRows unpacks the rows of a year's sheet.
func unpackRows(z *zstd.Decoder, year int, packed []byte) (*sheetRows, error) {
	data, err := z.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: sheet of %d: %w", ErrCorrupt, year, err)
	}
	r := pack.NewReader(data)
	t := make([]string, r.Count())
	for i := range t {
		t[i] = r.Text()
	}
	n := r.Count()
	s := &sheetRows{make([]PanelRow, n), make([]*string, n)}
	for i := range s.rows {
		s.blanks[i] = unpackRow(r, t, year, &s.rows[i])
	}
	if r.Err() != nil {
		return nil, fmt.Errorf("%w: sheet of %d: %w", ErrCorrupt, year, r.Err())
	}
	return s, nil
}

// keptSheets keeps the unpacked rows of each year, some 300 bytes a report, as
// long as the sheet is the same: unpacking them takes longer than all else that
// a question over the whole country needs.
type keptSheets struct {
	mu    sync.Mutex
	years map[int]keptRows
}

// keptRows are the rows of a sheet after so many changes of its year.
type keptRows struct {
	*sheetRows
	changes int64
}

// get returns the rows of a year's sheet, nil if they are not kept.
func (k *keptSheets) get(year int, changes int64) *sheetRows {
	k.mu.Lock()
	defer k.mu.Unlock()
	if kept := k.years[year]; kept.changes == changes {
		return kept.sheetRows
	}
	return nil
}

// put keeps the rows of a year's sheet.
func (k *keptSheets) put(year int, changes int64, rows *sheetRows) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.years == nil {
		k.years = map[int]keptRows{}
	}
	k.years[year] = keptRows{rows, changes}
}
