-- How completely a site was seen, and what is gone, is asked for all sites at
-- once: it must not cost a look at every address and every night.

CREATE INDEX address_unsettled ON address (site, state, kind, last_outcome, attempts)
  WHERE retired_at IS NULL AND kind <> 'attached' AND (state <> 'done' OR last_outcome NOT IN ('fetched', 'unchanged', 'gone'));
CREATE INDEX address_lists ON address (site, last_read)
  WHERE retired_at IS NULL AND gone_since IS NULL AND kind IN ('start', 'list', 'next');
CREATE INDEX address_gone ON address (site) WHERE gone_since IS NOT NULL;
CREATE INDEX run_site_by_site ON run_site (site, run, failed);
CREATE INDEX report_yearless ON report (agency) WHERE year = 0;
