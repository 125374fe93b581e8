using Orleans;

namespace Payments.Domain.Users;

/// <summary>How a merchant signs its users' tokens. Numbers are append-only; in storage and JSON the camelCase names are used.</summary>
[GenerateSerializer, Alias("user-token-mode")]
public enum UserTokenMode
{
    /// <summary>None are taken.</summary>
    Off = 0,

    /// <summary>HS256 with the merchant's signing secret.</summary>
    Secret = 1,

    /// <summary>RS256 with a key of a JSON Web Key Set.</summary>
    Jwks = 2,
}
