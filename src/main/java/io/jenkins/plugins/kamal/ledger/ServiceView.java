package io.jenkins.plugins.kamal.ledger;

import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A service and destination as one user may see it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ServiceView {

    private final LedgerKey key;
    private final List<Line> places;
    private final List<PastLine> history;

    ServiceView(LedgerPage page, Sight sight) {
        key = page.key();
        List<PastDeployment> visible = page.history().stream()
                .filter(past -> sight.permits(past.getOrigin()))
                .toList();
        history = visible.stream()
                .map(past -> new PastLine(past, sight.url(past.getOrigin())))
                .toList();
        // Where a job that the user may not see deployed over one that they may, they learn that, and nothing more.
        places = page.places().stream()
                .filter(place -> sight.permits(place.getOrigin())
                        || visible.stream()
                                .anyMatch(past -> past.touched(
                                        place.getContainer().getHost(),
                                        place.getContainer().getRole())))
                .map(place -> new Line(place, sight.permits(place.getOrigin()), sight.url(place.getOrigin())))
                .toList();
    }

    /** The service. */
    @Exported
    public String getService() {
        return key.service();
    }

    /** The destination, or empty. */
    @Exported
    public String getDestination() {
        return key.destination();
    }

    /** What runs where. */
    @Exported(inline = true)
    public List<Line> getPlaces() {
        return places;
    }

    /** The deployments, newest first. */
    @Exported(inline = true)
    public List<PastLine> getHistory() {
        return history;
    }
}
