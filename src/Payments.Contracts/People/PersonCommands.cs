using Orleans;
using Payments.Domain.People;

namespace Payments.Contracts.People;

/// <summary>An account to be made.</summary>
[GenerateSerializer, Immutable, Alias("register-person")]
public sealed record RegisterPerson
{
    /// <summary>The e-mail address in lower case, from which the grain's key was derived.</summary>
    [Id(0)] public required string Email { get; init; }

    /// <summary>What others of the shop read, or null.</summary>
    [Id(1)] public string? DisplayName { get; init; }

    /// <summary>The password's hash.</summary>
    [Id(2)] public required string PasswordHash { get; init; }

    /// <inheritdoc />
    public override string ToString() => "RegisterPerson";
}

/// <summary>A session to be begun.</summary>
[GenerateSerializer, Immutable, Alias("begin-session")]
public sealed record BeginSession
{
    /// <summary>The hash that the caller has compared the password with; refused where it is another by now.</summary>
    [Id(0)] public required string PasswordHash { get; init; }

    /// <summary>Lower-case hex SHA-256 of the session's token.</summary>
    [Id(1)] public required string TokenHash { get; init; }

    /// <summary>16 hex digits.</summary>
    [Id(2)] public required string SessionId { get; init; }

    /// <summary>A code of the second factor, or a recovery code; null where none was asked for yet.</summary>
    [Id(3)] public string? Code { get; init; }

    /// <summary>The address that the request came from; null where that is not known.</summary>
    [Id(4)] public string? From { get; init; }

    /// <summary>What the browser says that it is.</summary>
    [Id(5)] public string? Browser { get; init; }

    /// <summary>
    /// The hash of the token by which the browser is known from now on; null from a front of the version before, which knows no browsers.
    /// </summary>
    [Id(6)] public string? BrowserHash { get; init; }

    /// <summary>The hash of the token that the browser showed; null where it showed none.</summary>
    [Id(7)] public string? KnownBrowserHash { get; init; }

    /// <summary>Whether the account was just made in this browser.</summary>
    [Id(8)] public bool IsFirst { get; init; }

    /// <inheritdoc />
    public override string ToString() => "BeginSession";
}

/// <summary>A second factor to be set up.</summary>
[GenerateSerializer, Immutable, Alias("set-factor")]
public sealed record SetFactor
{
    /// <summary>The secret in Base32.</summary>
    [Id(0)] public required string Secret { get; init; }

    /// <summary>A code that it gives now.</summary>
    [Id(1)] public required string Code { get; init; }

    /// <summary>Hashes of the recovery codes that the person was shown.</summary>
    [Id(2)] public required IReadOnlyList<string> RecoveryHashes { get; init; }

    /// <summary>The session that stays.</summary>
    [Id(3)] public required string SessionId { get; init; }

    /// <inheritdoc />
    public override string ToString() => "SetFactor";
}

/// <summary>Who is signed in, and by which session.</summary>
[GenerateSerializer, Immutable, Alias("signed-in")]
public sealed record SignedIn
{
    /// <summary>The person.</summary>
    [Id(0)] public required Person Person { get; init; }

    /// <summary>The session.</summary>
    [Id(1)] public required PersonSession Session { get; init; }
}

/// <summary>Named outcomes of showing a second factor.</summary>
[GenerateSerializer, Alias("factor-outcome")]
public enum FactorOutcome
{
    /// <summary>Done: there is no second factor, or the code was taken.</summary>
    Done = 0,

    /// <summary>A code is needed.</summary>
    CodeNeeded = 1,

    /// <summary>The code is wrong, or was used before.</summary>
    CodeRefused = 2,

    /// <summary>
    /// There is no such account, its password is another by now, or its second factor is set up, or not, contrary to the request.
    /// </summary>
    Refused = 3,
}
