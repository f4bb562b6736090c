package io.jenkins.plugins.kamal.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One service on the board, with its destinations. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class BoardRow {

    private final String service;
    private final Map<String, BoardCell> cells;

    BoardRow(String service, Map<String, BoardCell> cells) {
        this.service = service;
        this.cells = cells;
    }

    /** The service. */
    @Exported
    public String getService() {
        return service;
    }

    /** The destinations that the service was deployed to. */
    @Exported(inline = true)
    public List<BoardCell> getCells() {
        return List.copyOf(cells.values());
    }

    /** The service at a destination, or null if it was not deployed there. */
    @CheckForNull
    public BoardCell at(String destination) {
        return cells.get(destination);
    }
}
