package checks

import (
	"context"

	"gongkai/store"
)

// Beyond returns the stored findings of a report that the report alone does not
// tell: against other years, other sources, its peers; none of a revision that is
// not current. stale says why they may be out of date.
func (k *Checker) Beyond(ctx context.Context, db *store.Store, r *store.StoredReport) (found []Finding, stale Stale, err error) {
	if !r.Current {
		return nil, Stale{}, nil
	}
	within := map[string]bool{}
	for _, f := range k.Within(r.ReportID, &r.Report) {
		within[f.Code] = true
	}
	own := k.forms[r.Format]
	err = k.catalogue.Each(ctx, db, store.FindingQuery{Filter: store.Filter{ReportID: r.ReportID}}, func(row *Row) error {
		if own != nil {
			if _, equation := own.Check(row.Code); equation != nil {
				return nil
			}
		}
		if !within[row.Code] && k.catalogue.Check(row.Code) != nil {
			found = append(found, row.Found)
		}
		return nil
	})
	if err != nil {
		return nil, Stale{}, err
	}
	stale, err = k.catalogue.Stale(ctx, db)
	return found, stale, err
}
