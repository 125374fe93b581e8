using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.People;
using Payments.Domain.Identity;
using Payments.Domain.Notices;
using Payments.Domain.People;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Http.Console.Notices;
using Payments.Http.Ops;

namespace Payments.Http.Console.Access;

/// <summary>
/// A browser's session: a cookie with the person's id and a token, of which the person keeps the hash. The token is made when somebody
/// signs in, so that none that was planted before is ever good for anything.
/// </summary>
internal sealed partial class ConsoleSession(
    IGrainFactory grains, ClientAddresses clients, ConsoleLetters letters, IRandomBytes random, IOptions<PaymentsHttpOptions> options,
    ILogger<ConsoleSession> logger) : IOperatorSignIn
{
    private const string Cookie = "payments-console";

    /// <summary>Begins the name of the cookie by which a person's browser is known when somebody signs in; it opens nothing.</summary>
    private const string BrowserCookie = "payments-browser-";

    /// <summary>Letters of the person's id behind it: several people may use one browser.</summary>
    private const int BrowserCookieId = 8;

    private static readonly TimeSpan BrowserAge = TimeSpan.FromDays(365);

    private const int TokenBytes = 32;
    private const int IdBytes = 8;

    private string CookieName => ConsoleCookies.Name(Cookie, ConsoleCookies.IsSecure(options.Value));

    /// <summary>Who is signed in in a browser, or null.</summary>
    public async Task<SignedIn?> FindAsync(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { } cookie) return null;
        var dot = cookie.IndexOf('.');
        if (dot < 0 || cookie.Length != dot + 1 + 2 * TokenBytes || !PersonId.TryParse(cookie[..dot], out var id)) return null;
        var found = await grains.Find<IPersonGrain>(id.GrainKey).FindSessionAsync(ApiKeys.Hash(cookie[(dot + 1)..]), From(context));
        if (found is not null && PersonRules.Untold(found.Person, found.Session) is { } browser) await TellAsync(found, browser);
        return found;
    }

    /// <summary>
    /// Mails a person about a browser, with the first request of the session that began there. The letter's key is the browser's: whatever
    /// dies between the two steps, there is one letter.
    /// </summary>
    private async Task TellAsync(SignedIn me, PersonBrowser browser)
    {
        try
        {
            if (letters.Has(NoticeChannel.Mail)) await letters.SignedInAsync(me);
            await Grain(me).BrowserToldAsync(browser.TokenHash);
        }
        catch (Exception failure)
        {
            // No page waits for a letter: the next request tries again.
            LogUntold(logger, me.Person.Id, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not tell person {Person} of a sign-in from a new browser; the next request tries again.")]
    private static partial void LogUntold(ILogger logger, PersonId person, Exception failure);

    /// <inheritdoc />
    public async Task<bool> IsOperatorAsync(HttpContext context) =>
        await FindAsync(context) is { Person: { IsOperator: true, HasSecondFactor: true } };

    /// <summary>Signs somebody in who has shown the password. The session that the browser had ends.</summary>
    /// <param name="call">The request.</param>
    /// <param name="person">The person.</param>
    /// <param name="passwordHash">The hash that the password was compared with.</param>
    /// <param name="code">A code of the second factor, or null.</param>
    /// <param name="isFirst">Whether the account was just made in this browser.</param>
    public async Task<FactorOutcome> BeginAsync(
        ConsoleCall call, PersonId person, string passwordHash, string? code = null, bool isFirst = false)
    {
        var (token, browser, context) = (random.Hex(TokenBytes), random.Hex(TokenBytes), call.Http);
        var name = ConsoleCookies.Name(BrowserCookie + person.Value[..BrowserCookieId], ConsoleCookies.IsSecure(options.Value));
        var outcome = await grains.Find<IPersonGrain>(person.GrainKey).BeginSessionAsync(new BeginSession
        {
            PasswordHash = passwordHash,
            TokenHash = ApiKeys.Hash(token),
            SessionId = random.Hex(IdBytes),
            Code = code,
            From = From(context),
            Browser = Browser(context.Request),
            BrowserHash = ApiKeys.Hash(browser),
            KnownBrowserHash = context.Request.Cookies[name] is { Length: 2 * TokenBytes } known ? ApiKeys.Hash(known) : null,
            IsFirst = isFirst,
        });
        if (outcome != FactorOutcome.Done) return outcome;
        if (call.SignedIn is { } former) await Grain(former).EndSessionAsync(former.Session.Id);
        context.Response.Cookies.Append(name, browser, ConsoleCookies.Settings(context, options.Value, BrowserAge));
        context.Response.Cookies.Append(CookieName, $"{person.Value}.{token}",
            ConsoleCookies.Settings(context, options.Value, PersonRules.SessionEnd));
        return outcome;
    }

    /// <summary>Ends the browser's session.</summary>
    public async Task EndAsync(HttpContext context, SignedIn me)
    {
        await Grain(me).EndSessionAsync(me.Session.Id);
        context.Response.Cookies.Delete(CookieName, ConsoleCookies.Settings(context, options.Value, age: null));
    }

    private IPersonGrain Grain(SignedIn signedIn) => grains.Find<IPersonGrain>(signedIn.Person.Id.GrainKey);

    private string? From(HttpContext context) => clients.Of(context)?.ToString();

    private static string? Browser(HttpRequest request)
    {
        var text = request.Headers.UserAgent.ToString();
        if (text.Length == 0) return null;
        return text.Length <= PersonRules.BrowserLimit ? text : text[..PersonRules.BrowserLimit];
    }
}
