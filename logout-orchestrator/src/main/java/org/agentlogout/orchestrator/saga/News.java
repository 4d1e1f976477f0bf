/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.SagaState.Last;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/**
 * What happened to a session, in the order desktop code expects.
 *
 * @param sagaId empty where no saga was the cause
 */
record News(Session session, String sagaId, Instant at) {

    Effect of(String channelId, SessionNews news) {
        return new Effect.Publish(session.sessionId(), channelId, sagaId, at, news);
    }

    private Effect ofSession(SessionNews news) {
        return of("", news);
    }

    /**
     * Nothing when the state is the same, was not read, or is the first one that is known: learning
     * is no change.
     */
    List<Effect> stateChanged(String channelId, AgentState now) {
        AgentState before = session.known(channelId);
        boolean firstLook = before == AgentState.UNKNOWN && now != AgentState.LOGGED_OUT;
        return now == before || now == AgentState.UNKNOWN || firstLook
                ? List.of()
                : List.of(of(channelId, new SessionNews.AgentStateChanged(before, now)));
    }

    Effect controlFailure(String channelId, Stage stage, Progress.Fell fell) {
        return of(
                channelId,
                new SessionNews.ControlFailure(stage.command(), fell.code(), fell.text()));
    }

    /** For each channel that fell in a changing step since {@code before}. */
    static List<Effect> failures(Stepping before, Logout after, Instant at) {
        News news = new News(before.session(), after.sagaId(), at);
        List<Effect> failures = new ArrayList<>();
        for (int i = 0; before.stage() != Stage.INSPECT && i < after.works().size(); i++) {
            ChannelWork work = after.works().get(i);
            if (!work.equals(before.logout().works().get(i))
                    && work.progress() instanceof Progress.Fell fell) {
                failures.add(news.controlFailure(work.channelId(), before.stage(), fell));
            }
        }
        return failures;
    }

    /**
     * Every channel is out: the session is taken apart, and a client frees its own objects after
     * the last of these. After a forced logout the connection stays: the desktop may be at another
     * node.
     */
    List<Effect> loggedOut(Last last) {
        boolean forced = last instanceof Last.Forced;
        List<Effect> news = new ArrayList<>();
        news.add(ofSession(new SessionNews.PostLogout(forced)));
        news.addAll(disposal());
        if (!forced) {
            String requestId = last instanceof Last.Asked(String id) ? id : "";
            news.add(ofSession(new SessionNews.ConnectionClosed(requestId, "SUCCESS")));
        }
        return news;
    }

    /** The session ends without a logout. */
    List<Effect> closed(String requestId, String outcome) {
        List<Effect> news = new ArrayList<>(disposal());
        news.add(ofSession(new SessionNews.ConnectionClosed(requestId, outcome)));
        return news;
    }

    /**
     * A newer session took its place: neither PostLogout nor ConnectionClosed, for the desktop may
     * be the same.
     */
    List<Effect> superseded(Session newer) {
        List<Effect> news = new ArrayList<>();
        for (Session.Member member : session.channels()) {
            String channelId = member.channel().channelId();
            if (!newer.has(channelId) && member.known() != AgentState.LOGGED_OUT) {
                news.add(of(channelId, new SessionNews.ChannelOrphaned()));
            }
        }
        news.addAll(disposal());
        return news;
    }

    private List<Effect> disposal() {
        List<Effect> news = new ArrayList<>();
        for (Session.Member member : session.channels()) {
            news.add(of(member.channel().channelId(), new SessionNews.ChannelDisposed()));
        }
        news.add(ofSession(new SessionNews.ChannelGroupDisposed()));
        news.add(ofSession(new SessionNews.SessionDisposed()));
        return news;
    }
}
