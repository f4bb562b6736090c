package io.jenkins.plugins.kamal.engine.deploy.preflight;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockDetails;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.proxy.BootProxy;
import io.jenkins.plugins.kamal.engine.deploy.registry.DockerLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Checks the preconditions of a deploy on one server, with one script. */
final class ServerCheck {

    private static final int DOCKER = 0;
    private static final int LOCK = 1;
    private static final int CONTAINERS = 2;
    private static final int CERTIFICATES = 3;

    private final Session session;
    private final Host host;
    private final boolean dockerMayBeMissing;
    private final Script login;
    private final PreflightReport report;

    /** The answer of Docker, if it says that Docker does not answer; null before the check, and if Docker answers. */
    @CheckForNull
    private volatile Output dockerFailure;

    /**
     * Creates a check.
     *
     * @param dockerMayBeMissing whether a later step installs Docker, starts it, and lets the user use it
     * @param login the login to try on this server; a script without steps if there is none
     */
    ServerCheck(Session session, Host host, boolean dockerMayBeMissing, Script login, PreflightReport report) {
        this.session = session;
        this.host = host;
        this.dockerMayBeMissing = dockerMayBeMissing;
        this.login = login;
        this.report = report;
    }

    Script questions() {
        Script questions = Script.of()
                .attempt(DockerCommands.mirrorsAndDiskSpace())
                .attempt(new LockCommands(session.configuration()).status())
                .attempt(ContainerList.withImageOf(ProxyCommands.CONTAINER))
                .saying("Checked Docker, disk space, proxy and lock");
        for (Accessory accessory : accessoriesWithCertificate()) {
            questions = questions.attempt(new AccessoryCommands(session.configuration(), accessory).hasCertificate());
        }
        for (Script.Step step : login.steps()) {
            questions = questions.attempt(step.command()).saying(DockerLogin.LOGGED_IN);
        }
        return questions;
    }

    void judge(ScriptResult answers) {
        docker(answers.output(DOCKER));
        disk(answers.output(DOCKER));
        ContainerList.parse(answers.output(CONTAINERS).stdout()).ifPresent(this::containers);
        lock(answers.output(LOCK));
        certificates(answers);
        if (!login.steps().isEmpty() && answers.output(DOCKER).succeeded()) {
            login(answers.last());
        }
    }

    /**
     * Returns the accessories on this server that have a custom certificate and that this run does not boot. A boot
     * would upload the certificate.
     */
    private List<Accessory> accessoriesWithCertificate() {
        return dockerMayBeMissing
                ? List.of()
                : session.configuration().accessories().stream()
                        .filter(accessory -> accessory.hosts().contains(host))
                        .filter(accessory -> accessory
                                .proxy()
                                .filter(proxy -> proxy.ssl() instanceof Proxy.Ssl.Custom)
                                .isPresent())
                        .toList();
    }

    private void certificates(ScriptResult answers) {
        int step = CERTIFICATES;
        for (Accessory accessory : accessoriesWithCertificate()) {
            if (!answers.output(step++).succeeded()) {
                report.warning("The accessory " + accessory.name() + " has no certificate on " + host
                        + ", although its proxy/ssl names one. Run `kamal accessory reboot " + accessory.name()
                        + "` to upload it");
            }
        }
    }

    private void docker(Output answer) {
        if (answer.succeeded()) {
            session.mirrors().answered(host, answer.stdout().lines().findFirst().orElse(""));
        }
        dockerFailure = answer.succeeded() ? null : answer;
    }

    /**
     * Finds out what has to be done if Docker does not answer, and reports it, unless a later step does it. Only then
     * there is a question more.
     */
    CompletableFuture<Void> explainDocker() {
        Output failure = dockerFailure;
        if (failure == null) {
            return CompletableFuture.completedFuture(null);
        }
        return session.servers().run(host, DockerFault.questions()).thenAccept(answer -> {
            DockerFault fault = DockerFault.of(failure, answer);
            if (!dockerMayBeMissing || !fault.isMendable()) {
                report.fault(host, fault.advice());
            }
        });
    }

    private void disk(Output answer) {
        DiskSpace.read(answer.stdout()).filter(DiskSpace::isLow).ifPresent(free -> {
            if (free.isTooLow()) {
                report.fault(host, free.text() + "; make room, for example with `kamal prune all`");
            } else {
                report.warning(host + ": " + free.text());
            }
        });
    }

    private void containers(ContainerList list) {
        if (session.targets().proxyHosts().contains(host)) {
            list.imageOf(ProxyCommands.CONTAINER)
                    .map(image -> image.substring(image.lastIndexOf(':') + 1))
                    .flatMap(version -> BootProxy.tooOld(host, version))
                    .ifPresent(report::fault);
        }
        if (session.request().options().rollout().visitors() != null) {
            visitors(list);
        }
        LeftoverRoles.running(session.configuration(), host, list).forEach(report::warning);
    }

    /** Some of the visitors can get a version only where another one serves the others. */
    private void visitors(ContainerList list) {
        if (session.targets().proxyHosts().contains(host) && !list.runs(ProxyCommands.CONTAINER)) {
            report.fault("kamal-proxy does not run on " + host + ", which would send some of the visitors to the new"
                    + " version; deploy a version for all visitors first");
        }
        for (Role role : session.targets().rolesOn(host)) {
            if (role.behindProxy()) {
                List<String> serving = list.servingVersions(session.configuration(), role);
                if (serving.isEmpty()) {
                    report.fault("No version of role " + role.name() + " serves on " + host
                            + " that the other visitors could get; deploy one for all visitors first");
                } else if (serving.contains(session.version().value())) {
                    report.fault("Version " + session.version() + " of role " + role.name() + " serves all visitors on "
                            + host + " already; deploy it without the rollout");
                }
            }
        }
    }

    private void login(Output answer) {
        if (answer.succeeded()) {
            session.logins().addOn(host);
        } else {
            report.fault(host, DockerLogin.fault(answer));
        }
    }

    private void lock(Output answer) {
        if (!answer.succeeded()
                || session.lockHeld()
                || !host.equals(session.targets().primaryHost())) {
            return;
        }
        String holder = answer.stdout();
        boolean waits = session.request().options().lockWait() != null;
        boolean takesOver = session.request().lockOwners() != null;
        boolean mayBecomeOurs = (waits || takesOver) && (holder.isBlank() || LockDetails.isAutomatic(holder));
        if (!mayBecomeOurs) {
            String why = waits
                    ? " It was taken by hand, so this run does not wait for it."
                    : takesOver ? " It was taken by hand, so this run does not take it over." : "";
            report.fault(DeployLock.held(session.configuration(), host, why, holder));
        }
    }
}
