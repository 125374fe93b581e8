using Payments.Domain.Identity;

namespace Payments.Domain.People;

/// <summary>What may happen to a person. A rule that changes nothing gives the same instance back.</summary>
public static class PersonRules
{
    /// <summary>Most sessions of one person; signing in once more ends the one that was not used for longest.</summary>
    public const int SessionLimit = 20;

    /// <summary>Most browsers that are remembered of one person; one that is not counts as new.</summary>
    public const int BrowsersKept = 20;

    /// <summary>Most shops of one person.</summary>
    public const int ShopLimit = 100;

    /// <summary>How many recovery codes are made at once.</summary>
    public const int RecoveryCodes = 10;

    /// <summary>Longest description of a browser that is kept.</summary>
    public const int BrowserLimit = 200;

    /// <summary>
    /// The fewest characters of a password. Guesses are limited by account and network, so that no rule about kinds of characters is needed
    /// (NIST SP 800-63B, section 3.1.1.2, advises against them).
    /// </summary>
    public const int LeastPassword = 12;

    /// <summary>The most characters of a password: hashing reads them all.</summary>
    public const int MostPassword = 200;

    /// <summary>A session that is not used for so long has ended.</summary>
    public static readonly TimeSpan IdleEnd = TimeSpan.FromHours(1);

    /// <summary>A session ends so long after signing in, used or not.</summary>
    public static readonly TimeSpan SessionEnd = TimeSpan.FromHours(12);

    /// <summary>A use is stored no more often than this, so that looking at pages costs few writes.</summary>
    public static readonly TimeSpan SeenRest = TimeSpan.FromMinutes(5);

    /// <summary>How long a link to set a password, and an invitation to a shop, may be used.</summary>
    public static readonly TimeSpan LinkEnd = TimeSpan.FromDays(3);

    /// <summary>How long a link works that was asked for by mail.</summary>
    public static readonly TimeSpan MailedLinkEnd = TimeSpan.FromHours(1);

    /// <summary>How long after a mailed link no other is mailed.</summary>
    public static readonly TimeSpan MailedLinkPause = TimeSpan.FromMinutes(10);

    /// <summary>Whether a session has ended by itself.</summary>
    public static bool IsOver(PersonSession session, DateTimeOffset now) =>
        now - session.SeenAt >= IdleEnd || now - session.BegunAt >= SessionEnd;

    /// <summary>Begins a session; those that have ended are forgotten on the way.</summary>
    public static Person Begin(Person person, PersonSession session)
    {
        var alive = person.Sessions.Where(known => !IsOver(known, session.BegunAt)).ToList();
        while (alive.Count >= SessionLimit) alive.Remove(alive.MinBy(known => known.SeenAt)!);
        return person with { Sessions = [.. alive, session] };
    }

    /// <summary>
    /// Notes in which browser somebody signs in; the one that was not used for longest is forgotten. Sessions that began in it are of it
    /// still: signing in twice leaves none of which nobody is told.
    /// </summary>
    /// <param name="person">The person.</param>
    /// <param name="knownHash">The hash of what the browser's cookie held; null for a browser without one.</param>
    /// <param name="hash">The hash of what it holds from now on.</param>
    /// <param name="isFirst">Whether the account was just made in it: the person knows that.</param>
    /// <param name="now">The present.</param>
    public static Person Meet(Person person, string? knownHash, string hash, bool isFirst, DateTimeOffset now)
    {
        var known = person.Browsers.FirstOrDefault(browser => browser.TokenHash == knownHash);
        var met = new PersonBrowser { TokenHash = hash, SeenAt = now, IsTold = isFirst || known is { IsTold: true } };
        var others = person.Browsers.Where(browser => browser != known).OrderByDescending(browser => browser.SeenAt).Take(BrowsersKept - 1);
        return person with
        {
            Browsers = [met, .. others],
            Sessions = known is null
                ? person.Sessions
                : [.. person.Sessions.Select(one => one.BrowserHash == knownHash ? one with { BrowserHash = hash } : one)],
        };
    }

    /// <summary>The browser of a session that the person was not told of yet; null where there is nothing to tell.</summary>
    public static PersonBrowser? Untold(Person person, PersonSession session) =>
        person.Browsers.FirstOrDefault(browser => browser.TokenHash == session.BrowserHash && !browser.IsTold);

    /// <summary>Notes that the person was told of a browser.</summary>
    public static Person Told(Person person, string hash) => person.Browsers.All(browser => browser.TokenHash != hash || browser.IsTold)
        ? person
        : person with
        {
            Browsers = [.. person.Browsers.Select(browser => browser.TokenHash == hash ? browser with { IsTold = true } : browser)],
        };

    /// <summary>The session of a token, or null where there is none or it has ended.</summary>
    public static PersonSession? Find(Person person, string tokenHash, DateTimeOffset now) =>
        person.Sessions.FirstOrDefault(session => session.TokenHash == tokenHash && !IsOver(session, now));

    /// <summary>Notes that a session was used.</summary>
    public static Person See(Person person, PersonSession session, DateTimeOffset now, string? from) =>
        now - session.SeenAt < SeenRest
            ? person
            : person with
            {
                Sessions = [.. person.Sessions.Select(known =>
                    known.Id == session.Id ? known with { SeenAt = now, SeenFrom = from ?? known.SeenFrom } : known)],
            };

    /// <summary>Ends a session.</summary>
    public static Person End(Person person, string sessionId) => person.Sessions.All(known => known.Id != sessionId)
        ? person
        : person with { Sessions = [.. person.Sessions.Where(known => known.Id != sessionId)] };

    /// <summary>Ends all sessions but one, or all where it is null.</summary>
    public static Person EndOthers(Person person, string? sessionId) =>
        person with { Sessions = [.. person.Sessions.Where(known => known.Id == sessionId)] };

    /// <summary>
    /// Sets a password. Whoever is signed in elsewhere may have known the old one, so those sessions end, waiting links too, and no browser
    /// but the kept session's is known any more.
    /// </summary>
    public static Person WithPassword(Person person, string hash, string? keptSession, DateTimeOffset now)
    {
        var next = EndOthers(person, keptSession);
        return next with
        {
            PasswordHash = hash,
            PasswordAt = now,
            Link = null,
            MailedLink = null,
            Browsers = [.. next.Browsers.Where(browser => next.Sessions.Any(session => session.BrowserHash == browser.TokenHash))],
        };
    }

    /// <summary>The link of a token; null where this is none of those that wait, or its time is over.</summary>
    public static PersonLink? FindLink(Person person, string tokenHash, DateTimeOffset now) =>
        new[] { person.Link, person.MailedLink }.FirstOrDefault(link => link?.TokenHash == tokenHash && now < link.Until);

    /// <summary>
    /// Issues the link that a person asked for by mail. It sets a password and nothing else, and leaves an operator's link as it is. Null
    /// where the person never set a password, for whom an operator's link or an invitation is the way in, and where one was mailed within
    /// <see cref="MailedLinkPause"/>: others can ask for it as well.
    /// </summary>
    public static Person? MailLink(Person person, string tokenHash, DateTimeOffset now) =>
        person.IsReady && !(now < person.MailedLink?.Until - MailedLinkEnd + MailedLinkPause)
        ? person with { MailedLink = new PersonLink { TokenHash = tokenHash, Until = now + MailedLinkEnd } }
        : null;

    /// <summary>Uses a link, which sets a password and ends every session.</summary>
    /// <returns>Null where this is not the link that waits, or its time is over.</returns>
    public static Person? UseLink(Person person, string tokenHash, string passwordHash, DateTimeOffset now)
    {
        if (FindLink(person, tokenHash, now) is not { } link) return null;
        var next = WithPassword(person, passwordHash, null, now);
        if (link.MakesOperator) next = next with { IsOperator = true };
        return link.DropsSecondFactor ? WithoutFactor(next) : next;
    }

    /// <summary>Makes somebody no operator any more; a link that would make one goes, too.</summary>
    public static Person WithoutOperator(Person person) => !person.IsOperator && person.Link is not { MakesOperator: true }
        ? person
        : person with { IsOperator = false, Link = person.Link is { MakesOperator: true } ? null : person.Link };

    /// <summary>Sets up the second factor. The code that proved it counts as used; sessions elsewhere end.</summary>
    public static Person WithFactor(
        Person person, string sealedSecret, long step, IReadOnlyList<string> recoveryHashes, string keptSession) =>
        EndOthers(person, keptSession) with { SealedSecret = sealedSecret, LastStep = step, RecoveryHashes = recoveryHashes };

    /// <summary>Takes the second factor away.</summary>
    public static Person WithoutFactor(Person person) => person with { SealedSecret = null, LastStep = 0, RecoveryHashes = [] };

    /// <summary>Takes the code of a time step, once (RFC 6238 section 5.2). Null where it, or a later one, was taken before.</summary>
    public static Person? TakeStep(Person person, long step) => step > person.LastStep ? person with { LastStep = step } : null;

    /// <summary>Takes a recovery code, once. Null where there is none of this hash.</summary>
    public static Person? TakeRecovery(Person person, string hash) => person.RecoveryHashes.Contains(hash)
        ? person with { RecoveryHashes = [.. person.RecoveryHashes.Where(known => known != hash)] }
        : null;

    /// <summary>Remembers a shop. Null where the person has as many as one may.</summary>
    public static Person? Join(Person person, MerchantId shop)
    {
        if (person.Shops.Contains(shop)) return person;
        return person.Shops.Count >= ShopLimit ? null : person with { Shops = [.. person.Shops, shop] };
    }
}
