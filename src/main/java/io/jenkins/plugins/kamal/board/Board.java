package io.jenkins.plugins.kamal.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.ledger.Scope;
import io.jenkins.plugins.kamal.ledger.page.ServiceView;
import io.jenkins.plugins.kamal.ledger.page.ServiceViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The services and destinations of a scope as the current user may see them at this moment. */
@Restricted(NoExternalUse.class)
public final class Board {

    private final List<BoardRow> rows;
    private final List<String> destinations;
    private final boolean anything;

    private Board(List<BoardCell> all, @CheckForNull String query) {
        String words = Util.fixEmptyAndTrim(query);
        List<BoardCell> cells = words == null
                ? all
                : all.stream().filter(cell -> cell.matches(words)).toList();
        this.anything = !all.isEmpty();
        this.destinations = cells.stream()
                .map(BoardCell::getDestination)
                .distinct()
                .sorted()
                .toList();
        Map<String, Map<String, BoardCell>> byService = cells.stream()
                .collect(Collectors.groupingBy(
                        BoardCell::getService,
                        TreeMap::new,
                        Collectors.toMap(BoardCell::getDestination, cell -> cell, (one, same) -> one, TreeMap::new)));
        this.rows = byService.entrySet().stream()
                .map(entry -> new BoardRow(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The board of a scope.
     *
     * @param scope the jobs to show
     * @param query the words that the user searches for, or null for everything
     */
    static Board of(Scope scope, @CheckForNull String query) {
        return new Board(cells(scope), query);
    }

    private static List<BoardCell> cells(Scope scope) {
        Map<List<String>, List<ActiveDeployment>> active = RunningBuilds.deployments(scope).stream()
                .collect(Collectors.groupingBy(at -> List.of(
                        at.getDeployment().getService(), at.getDeployment().getDestination())));
        List<BoardCell> cells = new ArrayList<>();
        for (ServiceView view : ServiceViews.of(scope)) {
            List<ActiveDeployment> here = active.remove(List.of(view.getService(), view.getDestination()));
            cells.add(new BoardCell(view.getService(), view.getDestination(), view, here == null ? List.of() : here));
        }
        active.forEach((target, first) -> cells.add(new BoardCell(target.get(0), target.get(1), null, first)));
        return cells;
    }

    /** The services. */
    public List<BoardRow> getRows() {
        return rows;
    }

    /** The destinations of all services, sorted; an empty name stands for a service without destinations. */
    public List<String> getDestinations() {
        return destinations;
    }

    /** Whether a deployment is in progress. */
    public boolean isActive() {
        return rows.stream().flatMap(row -> row.getCells().stream()).anyMatch(cell -> !cell.getActive()
                .isEmpty());
    }

    /** Whether there is anything to show before the search is applied. */
    public boolean isAnything() {
        return anything;
    }
}
