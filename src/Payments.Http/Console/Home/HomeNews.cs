using System.Globalization;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Http.Console.Access;
using Payments.Http.Console.Deliveries;
using Payments.Http.Console.Keys;

namespace Payments.Http.Console.Home;

/// <summary>
/// Guarded changes of the last days, for everybody of the shop to see: what was not meant can be taken back before much comes of it.
/// </summary>
internal static class HomeNews
{
    /// <summary>For how long a shop's people are told.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromDays(7);

    /// <summary>New receiving wallets, keys, secrets and endpoints; people who joined, and who were taken out.</summary>
    public static IEnumerable<HomeTile> Of(ConsoleCall call, DateTimeOffset now) =>
        [.. Wallets(call, now), .. Keys(call, now), .. Endpoints(call, now), .. People(call, now)];

    /// <summary>A shop's first wallet is no news.</summary>
    private static IEnumerable<HomeTile> Wallets(ConsoleCall call, DateTimeOffset now) =>
        from wallet in call.Shop.Wallets
        where IsLate(wallet.CreatedAt, now) && (wallet.ActiveFrom is not null || call.Shop.Wallets.Count > 1 ||
            call.Shop.FirstWalletAt is { } first && wallet.CreatedAt > first)
        let coin = $"{wallet.Token} · {wallet.Chain.Value}"
        select Tile(call.Texts.Wallets.AddedLately, coin, wallet.CreatedAt, call.PathOf($"/wallets/{wallet.Id}"));

    /// <summary>The first key came with the shop; who sees no keys is told all the same.</summary>
    private static IEnumerable<HomeTile> Keys(ConsoleCall call, DateTimeOffset now)
    {
        var link = call.InShop!.May(ShopAction.SeeKeys) ? call.PathOf(KeyPages.Path) : null;
        foreach (var key in ApiKeyRules.All(call.Shop))
        {
            var at = key.RolledAt ?? (key.Id == ApiKeyRules.FirstId ? null : key.CreatedAt);
            if (IsLate(at, now)) yield return Tile(call.Texts.Keys.KeyLately, KeyWords.NameOf(key, call.Texts.Keys), at!.Value, link);
        }
        if (call.Shop.SecretChangedAt is { } changed && IsLate(changed, now))
            yield return Tile(call.Texts.Keys.SecretLately, "", changed, link);
    }

    private static IEnumerable<HomeTile> Endpoints(ConsoleCall call, DateTimeOffset now) =>
        from endpoint in call.Shop.Endpoints
        let at = new[] { endpoint.MovedAt, endpoint.SecretChangedAt, endpoint.CreatedAt }.Max()
        where IsLate(at, now)
        let url = endpoint.WaitingUrl(now) ?? endpoint.UrlAt(now)
        select Tile(call.Texts.Endpoints.Lately, url, at.Value, call.PathOf(EndpointPages.Path));

    /// <summary>That a shop's first person joined is no news.</summary>
    private static IEnumerable<HomeTile> People(ConsoleCall call, DateTimeOffset now)
    {
        var (shop, words) = (call.Shop, call.Texts.People);
        var link = call.InShop!.May(ShopAction.SeePeople) ? call.PathOf("/people") : null;
        foreach (var person in shop.People.OrderBy(person => person.Since).Skip(shop.FormerPeople.Count == 0 ? 1 : 0))
            if (IsLate(person.Since, now)) yield return Tile(words.JoinedLately, person.Email, person.Since, link);
        foreach (var former in shop.FormerPeople)
            if (IsLate(former.RemovedAt, now)) yield return Tile(words.RemovedLately, former.Email, former.RemovedAt, link);
    }

    private static bool IsLate(DateTimeOffset? at, DateTimeOffset now) => now - at < Told;

    private static HomeTile Tile(string words, string what, DateTimeOffset at, string? link) => new(
        string.Format(CultureInfo.InvariantCulture, words, what),
        at.UtcDateTime.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture), "warn", link);
}
