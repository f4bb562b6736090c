package io.jenkins.plugins.kamal.engine.real;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A test of the engine that deploys the sample application to the lab: two web servers, one for jobs, one for a database. */
@Tag("real")
abstract class RealTest {

    @TempDir
    Path root;

    RealApp app;
    RealState state;
    Server web1;
    Server web2;
    Server job;
    Server db;

    @BeforeEach
    final void findLab() throws IOException {
        RealServers lab = RealServers.require();
        app = new RealApp(lab, root);
        state = new RealState(lab);
        web1 = lab.server(0);
        web2 = lab.server(1);
        job = lab.server(2);
        db = lab.server(3);
    }
}
