package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The clean clone serves one build after the other. */
class CleanCloneFlowTest extends FlowTest {

    /** Jenkins checks out a commit and no branch. */
    @Test
    void isUsedAgainForACommitThatNoBranchHas() throws Exception {
        lab.succeed("build", "push");
        lab.git("checkout", "-q", "--detach");
        lab.write("public/new.txt", "new");
        lab.commit();

        DeployLab.Result result = lab.succeed("build", "push");

        assertThat(result.out())
                .contains("Pushed ")
                .contains(lab.head())
                .doesNotContain("created again from scratch", "exit status 128");
    }
}
