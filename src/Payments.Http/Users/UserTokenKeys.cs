using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Users;

namespace Payments.Http.Users;

/// <summary>The keys that users' tokens may be signed with, and the one algorithm that goes with them.</summary>
public sealed class UserTokenKeys(IGrainFactory grains, TimeProvider time)
{
    /// <summary>How long this front goes on with a set that it was given.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>Sets that are remembered; when full, the memory begins anew.</summary>
    private const int CacheLimit = 10_000;

    private readonly ConcurrentDictionary<MerchantId, KeySet> kept = new();

    /// <summary>The algorithm of a merchant's tokens, which no token can change; null where it takes none.</summary>
    public static string? AlgorithmOf(Merchant merchant) => merchant.UserTokens?.Mode switch
    {
        null or UserTokenMode.Off => null,
        UserTokenMode.Secret => SecurityAlgorithms.HmacSha256,
        UserTokenMode.Jwks => SecurityAlgorithms.RsaSha256,
        var other => throw new InvalidOperationException($"Unknown mode {other}."),
    };

    /// <summary>The keys that may have signed a token; none where its <c>kid</c> is no key's.</summary>
    /// <param name="access">The merchant.</param>
    /// <param name="kid">The token's; empty where it names none, so that any key may have.</param>
    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(MerchantAccess access, string kid)
    {
        if (access.Merchant.UserTokens is not { Mode: UserTokenMode.Jwks } settings)
            return [.. access.SecretsAt(time.GetUtcNow()).Select(secret => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)))];
        var found = Named(await SetAsync(access.Merchant.Id, settings, isMissing: false), kid);
        // A merchant signs with a new key as soon as its set has it.
        if (found.Count > 0 || settings.JwksUrl is null) return found;
        return Named(await SetAsync(access.Merchant.Id, settings, isMissing: true), kid);
    }

    private static IReadOnlyList<SecurityKey> Named(KeySet set, string kid) =>
        kid.Length == 0 ? set.Keys : [.. set.Keys.Where(key => key.KeyId == kid)];

    private async ValueTask<KeySet> SetAsync(MerchantId merchant, UserTokenSettings settings, bool isMissing)
    {
        var source = settings.Jwks ?? settings.JwksUrl!;
        var known = kept.GetValueOrDefault(merchant);
        var isFresh = known is not null && known.Source == source && (settings.Jwks is not null || time.GetUtcNow() - known.At < Lifetime);
        if (isFresh && !isMissing) return known!;
        var text = settings.Jwks ?? await grains.Find<IUserKeysGrain>(UserKeysName.Of(merchant)).GetAsync(isMissing);
        if (known is not null && known.Text == text && known.Source == source) return kept[merchant] = known with { At = time.GetUtcNow() };
        if (kept.Count >= CacheLimit) kept.Clear();
        return kept[merchant] = new KeySet(source, text, text is null ? [] : Read(text), time.GetUtcNow());
    }

    private static IReadOnlyList<SecurityKey> Read(string text) => !UserTokenRules.TryRead(text, out var keys, out _) ? [] :
    [
        .. keys.Select(key => new RsaSecurityKey(new RSAParameters { Modulus = key.Modulus, Exponent = key.Exponent }) { KeyId = key.Id }),
    ];

    private sealed record KeySet(string Source, string? Text, IReadOnlyList<SecurityKey> Keys, DateTimeOffset At);
}
