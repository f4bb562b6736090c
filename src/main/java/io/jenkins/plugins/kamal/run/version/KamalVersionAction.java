package io.jenkins.plugins.kamal.run.version;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.EnvVars;
import hudson.model.EnvironmentContributingAction;
import hudson.model.Run;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The versions of a run, one per source. A version is set once and never changed. Every later step has the version of the
 * first source in its environment as {@code KAMAL_VERSION}, and that of a source with an explicit id as
 * {@code KAMAL_VERSION_<ID>}.
 */
@ExportedBean
public final class KamalVersionAction implements EnvironmentContributingAction {

    /** The environment variable, which Kamal sets for hooks and containers, too. */
    public static final String VARIABLE = "KAMAL_VERSION";

    private final List<RecordedVersion> versions;

    /** An action without any version yet. */
    public KamalVersionAction() {
        this(List.of());
    }

    private KamalVersionAction(List<RecordedVersion> versions) {
        this.versions = new CopyOnWriteArrayList<>(versions);
    }

    /** Fills in what an incomplete file lacks. */
    @SuppressFBWarnings(
            value = "RCN_REDUNDANT_NULLCHECK_OF_NONNULL_VALUE",
            justification = "XStream leaves the field null where the file does not have it")
    private Object readResolve() {
        return new KamalVersionAction(
                versions == null
                        ? List.of()
                        : versions.stream().filter(Objects::nonNull).toList());
    }

    /** The versions, in the order in which steps first needed them. */
    @Exported(inline = true)
    public List<RecordedVersion> getVersions() {
        return List.copyOf(versions);
    }

    /** The version of a source, if it has one already. */
    public Optional<RecordedVersion> find(String source) {
        return versions.stream()
                .filter(version -> version.getSource().equals(source))
                .findFirst();
    }

    /** Records the version of a source, which must not have one yet. */
    void record(RecordedVersion version) {
        find(version.getSource()).ifPresent(present -> {
            throw new IllegalStateException("the run has a version already: " + present);
        });
        versions.add(version);
    }

    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars env) {
        versions.stream().findFirst().ifPresent(first -> env.put(VARIABLE, first.getVersion()));
        versions.forEach(version ->
                SourceVariable.of(version.getSource()).ifPresent(name -> env.put(name, version.getVersion())));
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.KamalVersionAction_displayName();
    }

    @CheckForNull
    @Override
    public String getUrlName() {
        return null;
    }
}
