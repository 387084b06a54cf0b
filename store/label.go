package store

import (
	"context"
	"fmt"
)

// Label is what people call a site.
type Label struct {
	// Site is its name in the frontier, its host.
	Site          string
	Title, Region string
}

// LabelSites keeps what a sites file says of its sites; sites that are new are
// added, labels of others stay.
func (s *Store) LabelSites(ctx context.Context, labels []Label) error {
	err := s.tx(ctx, func(tx *transaction) error {
		now := stamp(s.now())
		for _, l := range labels {
			id, err := siteID(ctx, tx, l.Site, now)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO site_label (site, title, region) VALUES (?, ?, ?)`,
				id, l.Title, l.Region); err != nil {
				return wrap(err, "site_label")
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("label sites: %w", err)
	}
	return nil
}
