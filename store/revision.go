package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"slices"
)

// Revisions are worked out from what each address of a report showed when, as
// its live readings tell it, and never from the order of storing:
//
//   - contents of one essence are one revision, whatever addresses show it;
//   - revisions are numbered by when they first appeared;
//   - the current one is that which appeared at an address last. An address
//     that goes on showing what it showed makes nothing appear, so two
//     addresses that differ for good do not take turns.

// group is a revision to be.
type group struct {
	essence []byte
	first   sighting
	last    sighting
}

// revisionRow is a revision as stored.
type revisionRow struct {
	id, number, address, extraction int64
	current                         bool
	since                           string
	essence                         []byte
}

// regroup brings the revision rows of a report in line with its sightings, and
// the panel with them.
func regroup(ctx context.Context, tx *transaction, report int64) (CommitResult, error) {
	var none CommitResult
	seen, err := sightingsOf(ctx, tx, report)
	if err != nil {
		return none, err
	}
	old, err := revisionsOf(ctx, tx, report)
	if err != nil {
		return none, wrap(err, "revision")
	}
	res, err := revise(ctx, tx, report, old, seen)
	if err == nil && res.New > 0 {
		_, err = tx.ExecContext(ctx, `UPDATE report SET moved_to = NULL WHERE id = ? AND moved_to IS NOT NULL`, report)
		err = wrap(err, "report")
	}
	if err != nil {
		return none, err
	}
	return res, place(ctx, tx, report)
}

// debut is regroup for a report that was never seen before, on a page without documents.
func debut(ctx context.Context, tx *transaction, r reportRow) (CommitResult, error) {
	seen, err := pageSightings(ctx, tx, r.id)
	if err != nil {
		return CommitResult{}, err
	}
	res, err := revise(ctx, tx, r.id, nil, seen)
	if err != nil {
		return CommitResult{}, err
	}
	if len(seen) == 0 {
		return res, nil
	}
	return res, standFirst(ctx, tx, r)
}

// revise makes the old revisions of a report those that were seen.
func revise(ctx context.Context, tx *transaction, report int64, old []revisionRow, seen []sighting) (CommitResult, error) {
	var res CommitResult
	groups := groupsOf(seen)
	switch {
	case len(old) == 0 && len(groups) > 0:
		res.New = 1
	case len(groups) > len(old):
		res.Revised = len(groups) - len(old)
	}
	want := make([]revisionRow, len(groups))
	for i, g := range groups {
		want[i] = revisionRow{0, int64(i + 1), g.first.address, g.first.extraction, g.current(groups), g.first.since, g.essence}
	}
	return res, wrap(writeRevisions(ctx, tx, report, old, want), "revision")
}

// groupsOf returns the revisions that were seen, in their order.
func groupsOf(all []sighting) []*group {
	slices.SortFunc(all, func(a, b sighting) int {
		return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.url, b.url), cmp.Compare(a.digest, b.digest), cmp.Compare(a.ordinal, b.ordinal))
	})
	var groups []*group
	shows := map[int64][]byte{} // essence by address
	for _, s := range all {
		goesOn := bytes.Equal(shows[s.address], s.essence)
		shows[s.address] = s.essence
		if goesOn {
			continue
		}
		i := slices.IndexFunc(groups, func(g *group) bool { return bytes.Equal(g.essence, s.essence) })
		if i < 0 {
			groups = append(groups, &group{s.essence, s, s})
			continue
		}
		groups[i].last = s
	}
	return groups
}

// current tells whether g appeared last among groups, which have a total order
// even where times are equal.
func (g *group) current(groups []*group) bool {
	return g == slices.MaxFunc(groups, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.last.since, b.last.since), cmp.Compare(a.last.url, b.last.url), bytes.Compare(a.essence, b.essence))
	})
}

func revisionsOf(ctx context.Context, tx *transaction, report int64) ([]revisionRow, error) {
	var old []revisionRow
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var v revisionRow
		err := rows.Scan(&v.id, &v.number, &v.address, &v.extraction, &v.current, &v.since, &v.essence)
		old = append(old, v)
		return err
	}, `SELECT id, number, address, extraction, current, since, essence FROM revision WHERE report = ?`, report)
	return old, err
}

// writeRevisions touches only rows that change. No row is current in between,
// as no two may be at once.
func writeRevisions(ctx context.Context, tx *transaction, report int64, old, want []revisionRow) error {
	for i, o := range old {
		j := slices.IndexFunc(want, func(w revisionRow) bool { return bytes.Equal(w.essence, o.essence) })
		if j < 0 {
			if _, err := tx.ExecContext(ctx, `DELETE FROM revision WHERE id = ?`, o.id); err != nil {
				return err
			}
			continue
		}
		want[j].id = o.id
		if o.current && !want[j].current {
			old[i].current = false
			if _, err := tx.ExecContext(ctx, `UPDATE revision SET current = 0 WHERE id = ?`, o.id); err != nil {
				return err
			}
		}
	}
	same := func(w revisionRow) bool {
		return slices.ContainsFunc(old, func(o revisionRow) bool {
			return o.id == w.id && o.number == w.number && o.address == w.address &&
				o.extraction == w.extraction && o.current == w.current && o.since == w.since
		})
	}
	for _, w := range want {
		var err error
		switch {
		case w.id == 0:
			_, err = tx.ExecContext(ctx, `INSERT INTO revision (report, essence, number, current, since, address, extraction)
				VALUES (?, ?, ?, ?, ?, ?, ?)`, report, w.essence, w.number, w.current, w.since, w.address, w.extraction)
		case !same(w):
			_, err = tx.ExecContext(ctx, `UPDATE revision SET number = ?, current = ?, since = ?, address = ?, extraction = ?
				WHERE id = ?`, w.number, w.current, w.since, w.address, w.extraction, w.id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// refresh regroups the reports that a body holds, as the live reading tells it.
func refresh(ctx context.Context, tx *transaction, site, body int64) (CommitResult, error) {
	var sum CommitResult
	live, _, err := readingsOf(ctx, tx, site, body, "")
	if err != nil {
		return sum, err
	}
	entries, err := entriesOf(ctx, tx, live.id)
	if err != nil {
		return sum, err
	}
	for _, e := range entries {
		res, err := regroup(ctx, tx, e.report)
		if err != nil {
			return sum, err
		}
		sum.add(res)
	}
	return sum, nil
}
