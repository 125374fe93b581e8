using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Identity;
using Payments.Domain.People;

namespace Payments.Contracts.People;

/// <summary>Key <c>per-{person}</c>. A person who signs in to the console: password, second factor, sessions.</summary>
/// <remarks>Passwords are hashed and compared by the fronts, because that is slow by intent; the grain keeps hashes.</remarks>
[Alias("person-grain")]
public interface IPersonGrain : IGrainWithStringKey
{
    /// <summary>The person, or null.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<Person?> GetAsync();

    /// <summary>Makes the account with its first password; false where there is one already.</summary>
    [Alias("register"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> RegisterAsync(RegisterPerson command);

    /// <summary>Begins a session for who has shown the password, with the second factor where there is one.</summary>
    [Alias("begin-session"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<FactorOutcome> BeginSessionAsync(BeginSession command);

    /// <summary>The person and the session of a token, or null where there is none or it has ended. Notes the use.</summary>
    /// <param name="tokenHash">The token's hash.</param>
    /// <param name="from">The address that the request came from; null where that is not known.</param>
    [Alias("find-session")]
    Task<SignedIn?> FindSessionAsync(string tokenHash, string? from);

    /// <summary>
    /// Notes that the person was told of a sign-in from a browser that was new: a letter about it is on its way, or none is sent.
    /// </summary>
    [Alias("browser-told")]
    Task BrowserToldAsync(string browserHash);

    /// <summary>Ends a session.</summary>
    [Alias("end-session")]
    Task EndSessionAsync(string sessionId);

    /// <summary>Ends all sessions but one.</summary>
    [Alias("end-other-sessions")]
    Task EndOtherSessionsAsync(string sessionId);

    /// <summary>Replaces a password; other sessions end. False where the present hash is another by now.</summary>
    /// <param name="presentHash">The hash that the caller has compared.</param>
    /// <param name="hash">The new password's.</param>
    /// <param name="sessionId">The session that stays.</param>
    [Alias("set-password"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> SetPasswordAsync(string presentHash, string hash, string sessionId);

    /// <summary>Takes a code of the second factor, or a recovery code, once.</summary>
    [Alias("take-code"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<FactorOutcome> TakeCodeAsync(string code);

    /// <summary>Sets up the second factor with a code that proves it; other sessions end. Refused where there is one already.</summary>
    [Alias("set-factor"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<FactorOutcome> SetFactorAsync(SetFactor command);

    /// <summary>Takes the second factor away with a code of it, or a recovery code.</summary>
    [Alias("remove-factor"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<FactorOutcome> RemoveFactorAsync(string code);

    /// <summary>Issues a link that sets a password; one that waits is replaced. Makes the account where it makes an operator.</summary>
    /// <returns>False where there is no account that it could be for.</returns>
    [Alias("issue-link"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> IssueLinkAsync(string email, PersonLink link);

    /// <summary>Issues the link that the person asked for by mail; one that waits is replaced.</summary>
    /// <returns>False where there is no account with a password.</returns>
    [Alias("mail-link"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> MailLinkAsync(string tokenHash);

    /// <summary>Uses a link, once: sets a password and ends every session.</summary>
    [Alias("use-link"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> UseLinkAsync(string tokenHash, string passwordHash);

    /// <summary>
    /// Makes the person no operator of the installation any more, from the next request on; a link that would make one goes, too.
    /// </summary>
    /// <returns>False where the person is none, and no link would make one.</returns>
    [Alias("drop-operator"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> DropOperatorAsync();

    /// <summary>Remembers a shop that the person joined; false where there is no account, or it has too many shops.</summary>
    [Alias("join")]
    Task<bool> JoinAsync(MerchantId shop);

    /// <summary>Seals the second factor's secret under the current master key, where it lies under an older one.</summary>
    [Alias("reseal")]
    Task ResealAsync();
}
