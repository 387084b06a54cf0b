// Package crawler finds and fetches report pages of government web sites,
// politely and resumably. It knows no label and no charset: a Reader that the
// caller brings reads pages and judges links, and a Journal keeps the frontier
// and everything fetched.
//
// One visit runs like this: claim the best due address, fetch it, archive the
// raw bytes, have them read, look for further pages of the list, and commit
// outcome, address state, reading and found addresses as one. Killed anywhere,
// a run loses no more than the claims it held.
//
// The files, from the outside in:
//
//	address.go     Address, Page, Link, Reading, Visit and the Reader interface
//	journal.go     the Journal interface; memory.go is the reference, journaltest its test suite
//	config.go      settings, defaults, validation, the User-Agent
//	settings.go  what one site is asked otherwise
//	summary.go     counts of a run and the Observer interface
//	crawler.go     New and Run: sites side by side, stop order
//	roster.go      which sites work and which rest
//	site.go        one site's job: next address until nothing is due or affordable
//	bench.go       the addresses a site is at: asked, waiting to be read, read
//	outlook.go     how many requests a site will still need
//	visit.go       one address: outcome, archive, reading, found addresses
//	fetch.go       the only file that names colly: a collector as a thin shell
//	revisit.go     when to come back, and what is gone
//	listing.go     addresses a page leads to, with score and depth
//	exchange.go    what a visit sent and got
//	network.go     what all sites share: transport, headers, hosts left alone
//	chain.go       the way of a request: scope, robots, retry, budget, gate, connection
//	limit.go       the gate of a host: delay and requests in flight
//	slots.go       the connections of a run, and which host gets the next
//	retry.go       what is tried again, back-off, Retry-After
//	robots_keep.go robots.txt kept from run to run
//	shared.go      hosts that share an address share a gate
//	breaker.go     hosts that are left alone
//	robots.go      robots.txt: fetch, cache, rules, Crawl-delay
//	capture.go     raw bodies: gzip, size limit
//	challenge.go   pages that want a human
//	guard.go       addresses that are not on the public internet
//	trap.go        paths and sites without end
//	oldtls.go      the sites that speak old TLS only
//	scope.go       which hosts belong to a run; site keys
//	urlnorm.go     canonical addresses
//	ask.go         addresses of data, with a form to post where one is needed
//	pager.go       further pages of a list: the site systems in order, what they share
//	listpage.go    a page as all systems look at it
//	pager_trs.go   TRS WCM: createPageHTML and its namesake
//	pager_jpage.go Hanweb jpage: answers of dataproxy.jsp; _data.go what they hold, _page.go how pages ask
//	pager_truecms.go  TrueCMS: getMessage.do, in jpage's ways
//	pager_epoint.go   Epoint: getgovinfolist
//	pager_xxgk.go  Hanweb xxgk: search.jsp, tree.jsp, xxgkAnnualReport.jsp
//	pager_jpaas.go Hanweb JPaaS: build/unit
//	pager_ucap.go  UCAP: common/search
//	pager_gkmlpt.go  Guangdong gkmlpt: _CONFIG and its interface
//	pager_json.go  fields of JSON answers
//	pager_frame.go frames of list pages, pagers wrapped in base64
//	pager_next.go  plain next and numbered links
//	sitemap.go     sitemap.xml
//	script.go      calls and literal arguments in scripts, without running them
package crawler
