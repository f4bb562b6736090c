package io.jenkins.plugins.kamal.task.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.credentials.EngineCredentials;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.global.JobsSharingRecords;
import io.jenkins.plugins.kamal.ledger.DeployedVersion;
import io.jenkins.plugins.kamal.ledger.OpenCanary;
import io.jenkins.plugins.kamal.ledger.ProvenImages;
import io.jenkins.plugins.kamal.ledger.RollbackTarget;
import io.jenkins.plugins.kamal.ledger.TrustedJobs;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.invocation.LifeSign;
import io.jenkins.plugins.kamal.task.request.CommandWords;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prepares a launch: finds the version and the credentials, and copies the engine to the agent. Errors are reported
 * here, before any server is changed.
 *
 * @param request the request of the step to the engine
 * @param run the run of the step
 * @param workspace the directory of the step on the agent
 * @param launcher the step's launcher
 * @param environment the step's environment
 * @param listener the step's log
 */
public record LaunchPreparation(
        EngineRequest request,
        Run<?, ?> run,
        FilePath workspace,
        Launcher launcher,
        EnvVars environment,
        TaskListener listener) {

    private static final String PUSHED = "--pushed=";

    /**
     * Prepares the launch.
     *
     * @param files the directory of the invocation
     * @param sign how the engine notices that nobody follows it any more
     */
    public PreparedLaunch prepare(InvocationFiles files, LifeSign sign) throws IOException, InterruptedException {
        Agent.requireUnix(launcher);
        new CommandWords(request.command()).requireNoInvocation();
        DestinationClearance clearance = DestinationClearance.of(request, run, finder(), listener);
        EngineRequest complete = complete(clearance.service());
        complete.requireVersion();
        String reason = StatedReason.of(run, request);
        if (reason != null) {
            listener.getLogger().println("Kamal: reason: " + reason);
        }
        Agent agent = new Agent(workspace);
        List<String> arguments = new ArrayList<>(complete.command());
        arguments.addAll(request.options());
        arguments.addAll(clearance.lockOptions(request));
        complete.rollbackVersion()
                .ifPresent(version -> ProvenImages.of(run, request.source().destination(), version, trusted())
                        .forEach(image -> arguments.add(PUSHED + image)));
        if (complete.isEnvironmentOnly()) {
            provenImages().forEach(image -> arguments.add(PUSHED + image));
        }
        Optional<OpenCanary> left =
                complete.rollbackVersion().isPresent() ? canaryOfService(clearance.service()) : Optional.empty();
        if (left.isPresent()) {
            listener.getLogger()
                    .println("Kamal: going back from " + left.get().explanation() + "; hosts that serve "
                            + complete.rollbackVersion().orElseThrow() + " already are left alone");
            arguments.add("--only-where-missing");
        }
        if (request.returns() == ReturnKind.STATUS) {
            arguments.addAll(new ExpectedVersion(request, run, listener).options());
        }
        if (request.returns() == ReturnKind.STATUS || request.returns() == ReturnKind.PLAN) {
            canaryOfService(clearance.service()).flatMap(OpenCanary::option).ifPresent(arguments::add);
        }
        if (request.isWithVersionOfRun()) {
            arguments.addAll(version(complete));
        }
        Handover handover = EngineCredentials.handover(run, request.access(), clearance.access())
                .startedBy(Performer.of(run))
                .limitedTo(clearance.limits());
        EngineInstallation installation = EngineInstallation.provide(agent, launcher, files, listener);
        files.handOver(handover, sign);
        return new PreparedLaunch(
                BuildxDirectory.in(environment, agent.computer(), listener),
                LaunchScript.of(installation, files.directory().getRemote(), arguments),
                clearance.service(),
                clearance.anyDestination(request),
                clearance.overriddenFreeze());
    }

    /** The images of the version that the job has deployed, or of the version that the step names. */
    private List<String> provenImages() {
        String named = request.source().version();
        String destination = request.source().destination();
        if (named != null) {
            return List.copyOf(ProvenImages.of(run, destination, named, trusted()));
        }
        return DeployedVersion.of(run, destination, trusted())
                .map(DeployedVersion::provenImage)
                .map(List::of)
                .orElse(List.of());
    }

    private TrustedJobs trusted() {
        return new JobsSharingRecords(run.getParent(), request.source().destination());
    }

    private EngineVersionFinder finder() {
        return new EngineVersionFinder(workspace, launcher, environment, listener);
    }

    private EngineRequest complete(@CheckForNull String service) throws AbortException {
        if (request.isRollbackWithoutVersion()) {
            return withVersionOfLedger(service);
        }
        return request.isPromotionWithoutVersion() ? withVersionOfCanary(service) : request;
    }

    private EngineRequest withVersionOfCanary(@CheckForNull String service) throws AbortException {
        OpenCanary canary = OpenCanary.toPromote(run, request.source().destination(), service, trusted());
        listener.getLogger().println("Kamal: promoting " + canary.explanation());
        return request.naming(canary.version(), "the canary that is promoted");
    }

    /**
     * The open canary of the service in the workspace. A rollback is needed only on its hosts, because the others serve the
     * earlier version; a status expects it there, and a plan says what becomes of it.
     */
    private Optional<OpenCanary> canaryOfService(@CheckForNull String known) throws IOException, InterruptedException {
        List<OpenCanary> open = OpenCanary.ofJob(run, request.source().destination(), known, trusted());
        return ofService(open, known, request.source(), finder());
    }

    /**
     * The canary of the service in the workspace. A job may deploy several services, so the engine is asked which one this
     * is, unless it has been asked before.
     */
    static Optional<OpenCanary> ofService(
            List<OpenCanary> open,
            @CheckForNull String known,
            SourceSettings source,
            DestinationClearance.ServiceFinder finder)
            throws IOException, InterruptedException {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        String service = known == null ? finder.service(source) : known;
        return open.stream().filter(canary -> canary.service().equals(service)).findFirst();
    }

    private EngineRequest withVersionOfLedger(@CheckForNull String service) throws AbortException {
        RollbackTarget target = RollbackTarget.find(run, request.source().destination(), service, trusted());
        listener.getLogger().println("Kamal: " + target.explanation());
        return request.rollingBackTo(target.version());
    }

    private List<String> version(EngineRequest complete) throws IOException, InterruptedException {
        RecordedVersion version = EngineVersionFinder.versionOf(run, workspace, launcher, environment, listener)
                .require(complete.source());
        List<String> options = new ArrayList<>(List.of("--version", version.getVersion()));
        if (!version.getCommit().isEmpty()) {
            options.addAll(List.of("--commit", version.getCommit()));
        }
        if (request.isReusingImages()) {
            options.add("--take-existing");
            DeployableImages.of(run, version).forEach(image -> options.add(PUSHED + image));
        }
        if (request.isPromotion()) {
            Stream.concat(
                            DeployableImages.of(run, version).stream(),
                            ProvenImages.of(run, request.source().destination(), version.getVersion(), trusted())
                                    .stream())
                    .distinct()
                    .forEach(image -> options.add(PUSHED + image));
        }
        return options;
    }
}
