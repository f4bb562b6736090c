package io.jenkins.plugins.kamal.figures;

import java.time.LocalDate;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A day or a week, and its figures. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class Period {

    private final LocalDate first;
    private final Figures figures;

    Period(LocalDate first, Figures figures) {
        this.first = first;
        this.figures = figures;
    }

    /** The first day, such as {@code 2026-11-23}. */
    @Exported
    public String getFirst() {
        return first.toString();
    }

    /** The figures of the changes that started in this period. */
    @Exported(inline = true)
    public Figures getFigures() {
        return figures;
    }
}
