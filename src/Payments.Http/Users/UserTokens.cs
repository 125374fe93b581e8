using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Users;
using Payments.Http.Common;

namespace Payments.Http.Users;

/// <summary>
/// Tokens with which a merchant lets its end users call: JSON Web Tokens with <c>iss</c> (the merchant's id), <c>sub</c> (the user) and
/// <c>exp</c>. The merchant's setting names the key, and the key the algorithm; what a token says of itself chooses neither.
/// </summary>
/// <remarks>A refusal names the rule that failed and nothing of what was expected or found.</remarks>
public sealed class UserTokens(MerchantDirectory merchants, UserTokenKeys keys, TimeProvider time)
{
    /// <summary>How far the clocks of merchants may be off.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Longest token, in characters.</summary>
    public const int Limit = 8 << 10;

    private const string Header = "Authorization";
    private const string Scheme = "Bearer ";

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = Limit };

    /// <summary>Who calls.</summary>
    /// <exception cref="InputException">The token is missing or not good (401), or the merchant is suspended (403).</exception>
    public async Task<EndUser> AuthenticateAsync(HttpContext context)
    {
        try
        {
            var token = Read(context.Request.Headers.Authorization.ToString());
            return await JudgeAsync(token);
        }
        catch (InputException refusal) when (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            // RFC 6750: a client learns by it how to call.
            var isMissing = context.Request.Headers.Authorization.Count == 0;
            context.Response.Headers.WWWAuthenticate = isMissing ? "Bearer" : "Bearer error=\"invalid_token\"";
            throw;
        }
    }

    private async Task<EndUser> JudgeAsync(JsonWebToken token)
    {
        if (!MerchantId.TryParse(token.Issuer, out var id) || await merchants.ByIdAsync(id) is not { } access
            || UserTokenKeys.AlgorithmOf(access.Merchant) is not { } algorithm)
            throw Refusal("iss is no merchant that takes its users' tokens");
        if (token.Alg != algorithm) throw Refusal("alg does not go with the merchant's key");
        await VerifyAsync(token, access, algorithm);
        RequireTime(token);
        if (!UserId.TryParse(token.Subject, out var user)) throw Refusal("sub is missing or cannot be a user's name");
        if (access.Merchant.Status != MerchantStatus.Active)
            throw new InputException(Header, "this merchant is suspended", StatusCodes.Status403Forbidden);
        return new EndUser(access, user);
    }

    private async Task VerifyAsync(JsonWebToken token, MerchantAccess access, string algorithm)
    {
        var found = await keys.FindAsync(access, token.Kid);
        if (found.Count == 0) throw Refusal("kid is no key of the merchant's");
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = found,
            TryAllIssuerSigningKeys = true,
            ValidAlgorithms = [algorithm],
            RequireSignedTokens = true,
            // The issuer chose the key, there is no audience, and time is told by the gateway's own clock.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        if (!result.IsValid) throw Refusal("the signature does not fit");
    }

    private void RequireTime(JsonWebToken token)
    {
        var now = time.GetUtcNow();
        if (token.ValidTo == DateTime.MinValue) throw Refusal("exp is missing");
        if (now - ClockSkew >= token.ValidTo) throw Refusal("exp is past");
        if (now + ClockSkew < token.ValidFrom) throw Refusal("nbf is to come");
    }

    /// <summary>Takes a header apart and believes nothing of what is in it yet.</summary>
    private static JsonWebToken Read(string header)
    {
        if (header.Length == 0) throw Refusal("is required: Bearer, and a token of your merchant");
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) throw Malformed();
        var text = header[Scheme.Length..].Trim();
        if (text.Length > Limit || text.Count(letter => letter == '.') != 2) throw Malformed();
        try
        {
            var token = new JsonWebToken(text);
            // What a header calls critical must be understood, and nothing of that kind is (RFC 7515, 4.1.11).
            if (token.TryGetHeaderValue<object>("crit", out _)) throw Refusal("crit is not understood");
            // Times that are no numbers, and an issuer or subject that is no text, are found here.
            _ = (token.Issuer, token.Subject, token.ValidTo, token.ValidFrom, token.Kid, token.Alg);
            return token;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException or InvalidOperationException
            or InvalidCastException or OverflowException or SecurityTokenException)
        {
            throw Malformed();
        }
    }

    private static InputException Malformed() => Refusal("expected Bearer and a signed JSON Web Token");

    private static InputException Refusal(string rule) => new(Header, rule, StatusCodes.Status401Unauthorized);
}
