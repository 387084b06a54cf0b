package store

import (
	"context"
	"database/sql"
)

// Waiting counts the addresses that are due or being asked, by the name of
// their site. Sites without any are left out.
func (s *Store) Waiting(ctx context.Context) (map[string]int, error) {
	waiting := map[string]int{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var site string
		var n int
		err := rows.Scan(&site, &n)
		waiting[site] = n
		return err
	}, `SELECT t.name, (SELECT count(*) FROM address a WHERE a.site = t.id AND a.state = 'due') AS n FROM site t WHERE n > 0`)
	return waiting, wrap(err, "address")
}
