/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.session.SessionEffect.Complete;
import org.agentlogout.cti.session.SessionEffect.Connect;
import org.agentlogout.cti.session.SessionEffect.Disconnect;
import org.agentlogout.cti.session.SessionEffect.Send;

/** What a session promises, checked after every event of a walk. */
final class SessionPromises {

    private final Set<String> completed = new HashSet<>();
    private final Set<String> sent = new HashSet<>();

    /** Of this connection only: another one may begin with the same number. */
    private final Map<Long, String> asked = new HashMap<>();

    private long newest;
    private boolean live;
    private boolean opened;
    private long version;

    void hold(SessionState before, SessionEvent event, SessionStep step) {
        for (SessionEffect effect : step.effects()) {
            switch (effect) {
                case Connect it -> connects(it);
                case Disconnect it -> {
                    assertThat(it.connection()).isEqualTo(newest);
                    live = false;
                    asked.clear();
                }
                case Send it -> sends(it, event);
                case Complete it -> completes(it, event);
                case SessionEffect.Deliver it ->
                        assertThat(before).isInstanceOf(SessionState.Open.class);
                case SessionEffect.Tell it -> {}
            }
        }
        if (step.verdict() == Verdict.STALE || step.verdict() == Verdict.DUPLICATE) {
            assertThat(step.effects()).as("a surprise does nothing").isEmpty();
        }
        if (step.next() instanceof SessionState.Open open) {
            assertThat(open.beats().size()).isLessThanOrEqualTo(3);
            assertThat(open.pending().size())
                    .isLessThanOrEqualTo(SessionScene.POLICY.requestLimit());
        }
    }

    /** One connection at a time, and numbers that grow. */
    private void connects(Connect it) {
        assertThat(live).as("the one before was dropped").isFalse();
        assertThat(it.connection()).isEqualTo(newest + 1);
        newest = it.connection();
        version = it.version().number();
        live = true;
        opened = false;
    }

    private void sends(Send it, SessionEvent event) {
        assertThat(live).isTrue();
        assertThat(it.connection()).isEqualTo(newest);
        if (it.message() instanceof OpenReq req) {
            assertThat(opened).as("OPEN_REQ comes first, and once").isFalse();
            assertThat(req.version()).isEqualTo(version);
            opened = true;
        }
        assertThat(opened).isTrue();
        if (it.message() instanceof CtiMessage.Request request) {
            assertThat(event).isInstanceOf(SessionEvent.Submitted.class);
            String key = ((SessionEvent.Submitted) event).key();
            assertThat(sent.add(key)).as("%s is sent once", key).isTrue();
            assertThat(asked.put(request.invokeId(), key)).as("InvokeID of its own").isNull();
        }
    }

    private void completes(Complete it, SessionEvent event) {
        assertThat(completed.add(it.key())).as("%s ends once", it.key()).isTrue();
        switch (it.outcome()) {
            case RequestOutcome.Answered answered -> {
                assertThat(asked.get(answered.answer().invokeId())).isEqualTo(it.key());
                assertThat(event).isInstanceOf(SessionEvent.Received.class);
            }
            case RequestOutcome.NoAnswer none -> assertThat(sent).contains(it.key());
            case RequestOutcome.NotSent none -> assertThat(sent).doesNotContain(it.key());
        }
    }

    void allIsTold(int keys) {
        assertThat(completed).as("every request has an outcome").hasSize(keys);
    }
}
