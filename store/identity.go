package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/store/region"
	"gongkai/store/resolve"
)

// An agency row is a name on a site; an identity is whom it means. Rows are
// brought to identities by the resolver and by rulings, never by the order in
// which they came:
//
//   - the resolver's key names the identity; without a key the row stands for
//     itself, under its own id;
//   - a split ruling makes a row stand for itself all the same;
//   - a merge ruling leads an identity on to another;
//   - a set ruling overrides what the resolver makes of the identity.

// member is an agency row with what the resolver makes of it.
type member struct {
	publicID string
	resolve.Result
	base string // public id of the identity that its name alone means
}

// who is what is known of an identity, in the order of its columns.
type who struct {
	name, region, regionName, level, kind, evidence string
	certainty                                       resolve.Certainty
}

// identify brings an agency row to its identity and returns that; was is the
// one it had, 0 if none.
func identify(ctx context.Context, tx *transaction, agency int64) (now, was int64, err error) {
	m, err := memberOf(ctx, tx, agency)
	if err != nil {
		return 0, 0, err
	}
	target, err := m.target(ctx, tx)
	if err != nil {
		return 0, 0, err
	}
	if now, _, err = identityOf(ctx, tx, target, &m); err != nil {
		return 0, 0, err
	}
	var before sql.NullInt64
	if err := tx.QueryRowContext(ctx, `SELECT identity FROM agency WHERE id = ?`, agency).Scan(&before); err != nil {
		return 0, 0, wrap(err, "agency")
	}
	if _, err := tx.ExecContext(ctx, `UPDATE agency SET identity = ?, resolved_as = (SELECT `+resolvedAs+`
		FROM site t LEFT JOIN site_label l ON l.site = t.id WHERE t.id = agency.site) WHERE id = ?`, now, agency); err != nil {
		return 0, 0, wrap(err, "agency")
	}
	return now, before.Int64, describe(ctx, tx, now)
}

// identityOf returns the row of an identity, which it adds if new, as its only
// member describes it.
func identityOf(ctx context.Context, tx *transaction, publicID string, only *member) (id int64, unseen bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT id FROM identity WHERE public_id = ?`, publicID).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, false, wrap(err, "identity")
	}
	w, err := describedBy(ctx, tx, publicID, only)
	if err != nil {
		return 0, false, err
	}
	id, err = insertedRow(tx.ExecContext(ctx, `INSERT INTO identity (public_id, name, region, region_name, level, kind, certainty, evidence)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, publicID, w.name, orNull(w.region), orNull(w.regionName), w.level, w.kind, w.certainty, w.evidence))
	return id, true, wrap(err, "identity")
}

// memberOf asks the resolver about an agency row.
func memberOf(ctx context.Context, tx *transaction, agency int64) (member, error) {
	var publicID, name string
	var site int64
	err := tx.QueryRowContext(ctx, `SELECT public_id, name, site FROM agency WHERE id = ?`, agency).Scan(&publicID, &name, &site)
	if err != nil {
		return member{}, wrap(err, "agency")
	}
	return newMember(ctx, tx, publicID, name, site)
}

// newMember asks the resolver about a name on a site.
func newMember(ctx context.Context, tx *transaction, publicID, name string, site int64) (member, error) {
	m := member{publicID: publicID, base: publicID}
	rc, err := siteContext(ctx, tx, site)
	if err != nil {
		return m, err
	}
	split, err := isSplit(ctx, tx, publicID)
	if err != nil {
		return m, err
	}
	m.Result = resolve.Agency(name, rc)
	if m.Name == "" {
		m.Name = name
	}
	if name != "" && m.Key != "" && !split {
		m.base = IdentityID(m.Key)
	}
	return m, nil
}

// siteContext is what the names on a site are resolved by.
func siteContext(ctx context.Context, tx *transaction, site int64) (resolve.Context, error) {
	rc, known := tx.contexts[site]
	if known {
		return rc, nil
	}
	err := tx.QueryRowContext(ctx, `SELECT t.name, coalesce(t.region, ''), t.region_evidence, coalesce(l.title, ''), coalesce(l.region, '')
		FROM site t LEFT JOIN site_label l ON l.site = t.id WHERE unlikely(t.id = ?)`, site).
		Scan(&rc.Host, &rc.Inferred.Region, &rc.Inferred.Evidence, &rc.SiteTitle, &rc.SiteRegion)
	if err == nil {
		tx.contexts[site] = rc
	}
	return rc, wrap(err, "site")
}

// target is the public id of the identity that rulings lead a member to.
func (m *member) target(ctx context.Context, tx *transaction) (string, error) {
	target, err := mergedInto(ctx, tx, m.publicID)
	if err == nil && target == m.publicID { // no ruling about the row itself
		target, err = mergedInto(ctx, tx, m.base)
	}
	return target, err
}

// isSplit tells whether a ruling makes an agency row stand for itself.
func isSplit(ctx context.Context, tx *transaction, publicID string) (bool, error) {
	if none, err := tx.isEmpty(ctx, "ruling"); err != nil || none {
		return false, err
	}
	var split bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM ruling WHERE what = 'split' AND agency = ?)`, publicID).Scan(&split)
	return split, wrap(err, "ruling")
}

// mergedInto follows merge rulings.
func mergedInto(ctx context.Context, tx *transaction, id string) (string, error) {
	if none, err := tx.isEmpty(ctx, "ruling"); err != nil || none {
		return id, err
	}
	seen := []string{}
	for !slices.Contains(seen, id) {
		seen = append(seen, id)
		var next string
		err := tx.QueryRowContext(ctx, `SELECT value FROM ruling WHERE what = 'merge' AND agency = ?`, id).Scan(&next)
		if errors.Is(err, sql.ErrNoRows) {
			return id, nil
		}
		if err != nil {
			return "", wrap(err, "ruling")
		}
		id = next
	}
	return "", fmt.Errorf("%w: merge rulings lead in a circle: %s", ErrCorrupt, strings.Join(seen, ", "))
}

// describe works out an identity's columns from its members and its ruling. An
// identity without members goes where those it had last went, see leave.
func describe(ctx context.Context, tx *transaction, identity int64) error {
	var publicID string
	if err := tx.QueryRowContext(ctx, `SELECT public_id FROM identity WHERE id = ?`, identity).Scan(&publicID); err != nil {
		return wrap(err, "identity")
	}
	ids, err := columnOf[int64](ctx, tx, `SELECT id FROM agency WHERE unlikely(identity = ?) ORDER BY public_id`, identity)
	if err != nil {
		return wrap(err, "agency")
	}
	var best *member
	for _, id := range ids {
		m, err := memberOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if best == nil || better(publicID, &m, best) {
			best = &m
		}
	}
	if best == nil {
		return nil
	}
	w, err := describedBy(ctx, tx, publicID, best)
	if err != nil {
		return err
	}
	res, err := tx.ExecContext(ctx, `UPDATE identity SET name = ?1, region = ?2, region_name = ?3, level = ?4, kind = ?5, certainty = ?6, evidence = ?7, moved_to = NULL
		WHERE id = ?8 AND (name, coalesce(region, ''), coalesce(region_name, ''), level, kind, certainty, evidence, moved_to IS NULL)
		  IS NOT (?1, coalesce(?2, ''), coalesce(?3, ''), ?4, ?5, ?6, ?7, 1)`,
		w.name, orNull(w.region), orNull(w.regionName), w.level, w.kind, w.certainty, w.evidence, identity)
	if err != nil {
		return wrap(err, "identity")
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return touchAll(ctx, tx, identity)
}

// describedBy is what is known of an identity that a member describes best.
func describedBy(ctx context.Context, tx *transaction, publicID string, best *member) (who, error) {
	w := who{best.Name, best.Region, regionName(best.Region), best.Level, best.Kind, best.Evidence, best.Certainty}
	return w, applySet(ctx, tx, publicID, &w)
}

// regionName is the name that a code has today, "" for none.
func regionName(code string) string {
	if r := region.Load().Current(code, 0); r != nil {
		return r.Name
	}
	return ""
}

// better tells whether a describes the identity better than b: members that it
// was made for before those merged into it, then the surer, then the name that
// sorts first, so that no order of storing decides.
func better(identity string, a, b *member) bool {
	rank := func(m *member) [2]int {
		own := 1
		if m.base == identity {
			own = 0
		}
		return [2]int{own, slices.Index(certainties, m.Certainty)}
	}
	ra, rb := rank(a), rank(b)
	if c := slices.Compare(ra[:], rb[:]); c != 0 {
		return c < 0
	}
	return a.Name < b.Name
}

// certainties are what the resolver says of an identity, the surest first.
var certainties = []resolve.Certainty{resolve.Certain, resolve.Likely, resolve.None}

// leave settles an identity that an agency row has left for another: without
// other members its id leads there.
func leave(ctx context.Context, tx *transaction, was, now int64) error {
	if was == 0 || was == now {
		return nil
	}
	var from, to string
	var members int
	err := tx.QueryRowContext(ctx, `SELECT i.public_id, (SELECT count(*) FROM agency WHERE identity = i.id), j.public_id
		FROM identity i, identity j WHERE i.id = ? AND j.id = ?`, was, now).Scan(&from, &members, &to)
	if err != nil {
		return wrap(err, "identity")
	}
	if members > 0 {
		return describe(ctx, tx, was)
	}
	end, err := mergedInto(ctx, tx, from)
	if err != nil {
		return err
	}
	if end != to { // other rules gave it another id, which rulings about it follow
		for _, q := range []string{`UPDATE OR IGNORE ruling SET agency = ?2 WHERE agency = ?1 AND what <> 'split'`,
			`UPDATE ruling SET value = ?2 WHERE value = ?1 AND what = 'merge' AND agency <> ?2`} {
			if _, err := tx.ExecContext(ctx, q, from, to); err != nil {
				return wrap(err, "ruling")
			}
		}
		if err := describe(ctx, tx, now); err != nil {
			return err
		}
	}
	if strings.HasPrefix(from, identityPrefix) {
		_, err = tx.ExecContext(ctx, `UPDATE identity SET moved_to = ? WHERE id = ?`, now, was)
		return wrap(err, "identity")
	}
	// It was a row's own id, to which the row answers anyway.
	if _, err = tx.ExecContext(ctx, `UPDATE identity SET moved_to = ? WHERE moved_to = ?`, now, was); err != nil {
		return wrap(err, "identity")
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM identity WHERE id = ?`, was)
	return wrap(err, "identity")
}

// vacate settles an identity that lost a member for good: without others it
// goes, and ids that led to it lead nowhere.
func vacate(ctx context.Context, tx *transaction, identity int64) error {
	var members int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM agency WHERE identity = ?`, identity).Scan(&members); err != nil {
		return wrap(err, "agency")
	}
	if members > 0 {
		return describe(ctx, tx, identity)
	}
	_, err := tx.ExecContext(ctx, `WITH RECURSIVE lost (id) AS (SELECT ?1 UNION SELECT i.id FROM lost JOIN identity i ON i.moved_to = lost.id)
		DELETE FROM identity WHERE id IN (SELECT id FROM lost)`, identity)
	return wrap(err, "identity")
}
