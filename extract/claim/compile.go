package claim

import (
	"fmt"
	"slices"
)

func compile(v *vocabulary) (*lexicon, error) {
	lx := &lexicon{byName: map[string]class{}, unitSet: map[string]uint16{}, entries: v.Claims}
	lx.byName["next_year"], lx.byName["last_year"] = classNextYear, classLastYear
	lx.kinds = slices.Repeat([]kind{hard}, int(firstWordClass))
	lx.topics = make([]string, firstWordClass)
	lx.channel = make([]bool, firstWordClass)
	for _, w := range v.Glue {
		lx.glue.add(w, firstWordClass)
	}
	for _, c := range v.Classes {
		k, ok := kinds[c.Kind]
		if !ok {
			return nil, fmt.Errorf("class %s: kind %q", c.Class, c.Kind)
		}
		n, seen := lx.byName[c.Class]
		if !seen {
			n = class(len(lx.kinds))
			lx.byName[c.Class] = n
			lx.kinds = append(lx.kinds, k)
			lx.topics = append(lx.topics, c.Topic)
			lx.channel = append(lx.channel, c.Channel)
		}
		for _, w := range c.Words {
			spellings, err := expand(w)
			if err != nil {
				return nil, fmt.Errorf("class %s: %w", c.Class, err)
			}
			for _, s := range spellings {
				lx.words.add(s, n) // a spelling of two classes belongs to the first
			}
		}
	}
	if len(lx.kinds) > 250 {
		return nil, fmt.Errorf("%d classes are too many", len(lx.kinds))
	}
	if len(lx.words.nodes) >= 1<<16 {
		return nil, fmt.Errorf("%d nodes of words are too many", len(lx.words.nodes))
	}
	if err := lx.addUnits(v.Units); err != nil {
		return nil, err
	}
	if err := lx.resolveGuards(); err != nil {
		return nil, err
	}
	return lx, lx.addEntries()
}

func (lx *lexicon) addUnits(sets map[string][]string) error {
	names := make([]string, 0, len(sets))
	for name := range sets {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(names) > 16 {
		return fmt.Errorf("%d sets of units are too many", len(names))
	}
	masks := map[string]uint16{}
	for i, name := range names {
		lx.unitSet[name] = 1 << i
		for _, u := range sets[name] {
			masks[u] |= 1 << i
		}
	}
	lx.units = make([]unit, 1)
	for u, m := range masks {
		lx.unitAt.add(u, class(len(lx.units)))
		lx.units = append(lx.units, unit{u, m})
	}
	if len(lx.units) > 250 {
		return fmt.Errorf("%d units are too many", len(lx.units))
	}
	return nil
}

func (lx *lexicon) resolveGuards() error {
	var missing []string
	get := func(name string) class {
		c, ok := lx.byName[name]
		if !ok {
			missing = append(missing, name)
		}
		return c
	}
	lx.known = guards{
		enum: get("enum"), among: get("among"), respectively: get("respectively"), compare: get("compare"),
		plan: get("plan"), allYears: get("all_years"), cumulative: get("cumulative"), until: get("until"),
		untilNow: get("until_now"), thisYear: get("this_year"), except: get("except"), whole: get("whole"),
		own: get("own"), restrict: get("restrict"), foreign: get("foreign"), disclosure: get("disclosure"),
		request: get("request"), receive: get("receive"), accept: get("accept"), handle: get("handle"),
		closeVerb: get("close"), answer: get("answer"), fee: get("fee"), charge: get("charge"), corrected: get("corrected"),
		noneReceive: get("none_receive"), noneAccept: get("none_accept"), noneExist: get("none_exist"),
		noneCharge: get("none_charge"), carryTo: get("carry_to"), apply: get("apply"), because: get("because"),
		disclose: get("disclose"), partPeriod: get("part_period"), forOthers: get("for_others"),
		processingFee: get("processing_fee"), andSoOn: get("and_so_on"),
		concerning: get("concerning"), carryIn: get("carry_in"), carryOut: get("carry_out"), denied: get("denied"),
		person: get("person"), organization: get("organization"),
		noneMake: get("none_make"), countedBodies: get("counted_bodies"), cause: get("cause"), reconsider: get("reconsider"), lawsuit: get("lawsuit"), light: get("light"), open: get("open"), suffix: get("suffix"), others: get("others"),
	}
	if missing != nil {
		return fmt.Errorf("the vocabulary lacks the classes %v", missing)
	}
	return nil
}

func (lx *lexicon) addEntries() error {
	lx.left = make([][]*pattern, len(lx.kinds))
	lx.right = make([][]*pattern, len(lx.kinds))
	lx.zero = make([][]zeroRule, len(lx.kinds))
	lx.unless = make([][]class, len(lx.entries))
	lx.beside = make([]classSet, len(lx.entries))
	for i := range lx.entries {
		e := &lx.entries[i]
		for _, src := range e.Patterns {
			p, err := lx.parsePattern(src, i)
			if err != nil {
				return fmt.Errorf("claim %s: %w", e.Code, err)
			}
			if n := len(p.before); n > 0 {
				c := p.before[n-1].class
				lx.left[c] = append(lx.left[c], p)
			} else {
				c := p.after[0].class
				lx.right[c] = append(lx.right[c], p)
			}
		}
		for _, name := range e.Unless {
			c, ok := lx.byName[name]
			if !ok {
				return fmt.Errorf("claim %s: unknown class %q", e.Code, name)
			}
			lx.unless[i] = append(lx.unless[i], c)
		}
		for _, name := range e.Beside {
			c, ok := lx.byName[name]
			if !ok {
				return fmt.Errorf("claim %s: unknown class %q", e.Code, name)
			}
			lx.beside[i].add(c)
		}
		if e.Zero == nil {
			continue
		}
		z := zeroRule{entry: i}
		for _, name := range e.Zero.After {
			c, ok := lx.byName[name]
			if !ok {
				return fmt.Errorf("claim %s: unknown class %q", e.Code, name)
			}
			z.after = append(z.after, c)
		}
		for _, name := range e.Zero.Objects {
			c, ok := lx.byName[name]
			if !ok {
				return fmt.Errorf("claim %s: unknown class %q", e.Code, name)
			}
			lx.zero[c] = append(lx.zero[c], z)
		}
		if e.Zero.Alone == "" {
			continue
		}
		alone, ok := lx.byName[e.Zero.Alone]
		if !ok {
			return fmt.Errorf("claim %s: unknown class %q", e.Code, e.Zero.Alone)
		}
		lx.zero[alone] = append(lx.zero[alone], zeroRule{entry: i})
	}
	return nil
}
