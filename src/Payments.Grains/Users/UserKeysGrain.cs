using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts.Merchants;
using Payments.Contracts.Users;

namespace Payments.Grains.Users;

/// <summary>The keys of one merchant's <c>jwks_url</c>. Callers who need them at the same time wait for one and the same request.</summary>
[GrainType("user-keys")]
public sealed partial class UserKeysGrain(
    UserKeyFetcher fetcher, MerchantReader merchants, TimeProvider time, ILogger<UserKeysGrain> logger) : Grain, IUserKeysGrain
{
    /// <summary>How long a set is taken for the present one.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How long a set serves while its address does not answer.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    /// <summary>The least time between two requests, however many ask.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private string? keys;
    private string? source;
    private DateTimeOffset fetchedAt;
    private DateTimeOffset? triedAt;
    private Task fetching = Task.CompletedTask;

    /// <inheritdoc />
    public async Task<string?> GetAsync(bool isMissing)
    {
        var merchant = UserKeysName.Parse(this.GetPrimaryKeyString());
        if ((await merchants.FindAsync(merchant))?.Merchant.UserTokens?.JwksUrl is not { } url) return null;
        if (url != source)
        {
            await fetching;
            if (url != source) (source, keys, triedAt) = (url, null, null);
        }
        var now = time.GetUtcNow();
        var isDue = keys is null || isMissing || now - fetchedAt >= Lifetime;
        if (isDue && fetching.IsCompleted && !(now - triedAt < Rest)) fetching = FetchAsync(url, now);
        await fetching;
        return keys is not null && now - fetchedAt < LongestLifetime ? keys : null;
    }

    /// <summary>Never fails: what goes wrong is logged, and the keys that are known stay.</summary>
    private async Task FetchAsync(string url, DateTimeOffset now)
    {
        triedAt = now;
        var (text, error) = await fetcher.FetchAsync(url);
        if (text is null)
        {
            LogUnread(logger, this.GetPrimaryKeyString(), error!, keys is null ? "none are known" : "those from before serve on for a day");
            return;
        }
        (keys, fetchedAt) = (text, now);
    }
}
