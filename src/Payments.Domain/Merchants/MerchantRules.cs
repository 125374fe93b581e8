using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Users;

namespace Payments.Domain.Merchants;

/// <summary>What may happen to a merchant's profile and wallets. A rule that changes nothing gives the same instance back.</summary>
public static class MerchantRules
{
    /// <summary>Most wallets of one merchant: a row of this size still reads in one go.</summary>
    public const int MaxWallets = 200;

    /// <summary>Most hosts whose notify method is remembered; the one learned first makes room.</summary>
    public const int MaxLearnedHosts = 64;

    /// <summary>Longest host name, as RFC 1035 has it.</summary>
    public const int MaxHostLength = 253;

    /// <summary>The highest <see cref="Wallet.Tolerance"/>, in percent.</summary>
    public const decimal MaxTolerance = 10m;

    /// <summary>The highest <see cref="Wallet.Spread"/>, in percent.</summary>
    public const decimal MaxSpread = 20m;

    /// <summary>The longest time for which a former signing secret stays in force.</summary>
    public static readonly TimeSpan MaxSecretOverlap = TimeSpan.FromDays(7);

    private const int WalletIdBytes = 8;

    /// <summary>16 hex digits of SHA-256 over <c>chain|token|address</c>, or the id of the extended key in place of the address: the same wallet has the same id for every merchant and on every try.</summary>
    public static string WalletId(ChainId chain, string token, string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{chain.Value}|{token}|{address}")).AsSpan(0, WalletIdBytes));

    /// <summary>
    /// Adds a wallet at the end, the least preferred place. A shop's first one takes orders at once. Any later one waits for the delay,
    /// in which the shop's people can remove it: removing all wallets first is no way around that.
    /// </summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="wallet">The wallet.</param>
    /// <param name="now">The present.</param>
    /// <param name="delay">How long a new one waits; zero for not at all.</param>
    public static WalletDecision AddWallet(Merchant merchant, Wallet wallet, DateTimeOffset now, TimeSpan delay = default)
    {
        if (Find(merchant, wallet.Id) is { } existing) return new(WalletVerdict.Duplicate, merchant, existing);
        if (merchant.Wallets.Count >= MaxWallets) return new(WalletVerdict.TooMany, merchant, null);
        if (delay > TimeSpan.Zero && (merchant.Wallets.Count > 0 || merchant.FirstWalletAt is not null))
            wallet = wallet with { ActiveFrom = now + delay };
        var changed = merchant with
        {
            Wallets = [.. merchant.Wallets, wallet],
            FirstWalletAt = merchant.FirstWalletAt ?? now,
            UpdatedAt = now,
        };
        return new(WalletVerdict.Changed, changed, wallet);
    }

    /// <summary>Changes pricing and callback URL of the wallet with this id; it keeps its place and the time it was added.</summary>
    public static WalletDecision UpdateWallet(Merchant merchant, string walletId, Wallet wish, DateTimeOffset now)
    {
        if (Find(merchant, walletId) is not { } existing) return new(WalletVerdict.NotFound, merchant, null);
        if (existing.Chain != wish.Chain || existing.Token != wish.Token || existing.Address != wish.Address || existing.ExtendedKey?.Id != wish.ExtendedKey?.Id)
            return new(WalletVerdict.FixedFields, merchant, existing);
        var changed = existing with
        {
            NotifyUrl = wish.NotifyUrl,
            Currency = wish.Currency,
            Rate = wish.Rate,
            Tolerance = wish.Tolerance,
            Spread = wish.Spread,
            IsOff = wish.IsOff,
        };
        if (changed == existing) return new(WalletVerdict.Unchanged, merchant, existing);
        return new(WalletVerdict.Changed, merchant with { Wallets = [.. merchant.Wallets.Select(wallet => wallet.Id == walletId ? changed : wallet)], UpdatedAt = now }, changed);
    }

    /// <summary>Removes the wallet with this id.</summary>
    public static WalletDecision RemoveWallet(Merchant merchant, string walletId, DateTimeOffset now)
    {
        if (Find(merchant, walletId) is not { } existing) return new(WalletVerdict.NotFound, merchant, null);
        var changed = merchant with
        {
            Wallets = [.. merchant.Wallets.Where(wallet => wallet.Id != walletId)],
            FirstWalletAt = merchant.FirstWalletAt ?? existing.CreatedAt,
            UpdatedAt = now,
        };
        return new(WalletVerdict.Changed, changed, existing);
    }

    /// <summary>
    /// Notes an account at a provider as it is about to be saved; one that is known keeps its place. What says the same again changes
    /// nothing.
    /// </summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="account">The account; when it was saved is set here.</param>
    /// <param name="now">The present.</param>
    public static Merchant WithProvider(Merchant merchant, MerchantProvider account, DateTimeOffset now)
    {
        var known = merchant.Providers.FirstOrDefault(candidate => candidate.Name == account.Name);
        if (known is not null && known.Methods.SequenceEqual(account.Methods) &&
            (known.SettingsHash, known.FormerUntil) == (account.SettingsHash, account.FormerUntil)) return merchant;
        var changed = account with { SavedAt = now, Unknown = known?.Unknown };
        return merchant with
        {
            Providers = known is null
                ? [.. merchant.Providers, changed]
                : [.. merchant.Providers.Select(one => one == known ? changed : one)],
            UpdatedAt = now,
        };
    }

    /// <summary>Takes an account at a provider off the list.</summary>
    public static Merchant WithoutProvider(Merchant merchant, string provider, DateTimeOffset now) =>
        merchant.Providers.Any(one => one.Name == provider)
            ? merchant with { Providers = [.. merchant.Providers.Where(one => one.Name != provider)], UpdatedAt = now }
            : merchant;

    /// <summary>Changes the profile; nulls leave things as they are. Setting the notify method forgets what was learned.</summary>
    public static Merchant Update(Merchant merchant, string? name, string? webhookUrl, NotifyMethod? notifyMethod, bool? polls,
        DateTimeOffset now, UserTokenSettings? userTokens = null, RechargeSettings? recharge = null, Branding? branding = null,
        Branding? logo = null)
    {
        var changed = merchant with
        {
            Name = name ?? merchant.Name,
            WebhookUrl = webhookUrl ?? merchant.WebhookUrl,
            Polls = polls ?? merchant.Polls,
            UserTokens = userTokens is null ? merchant.UserTokens : userTokens.Mode == UserTokenMode.Off ? null : userTokens,
            Recharge = RechargeOf(merchant.Recharge, recharge),
            Branding = BrandingOf(merchant.Branding, branding, logo),
        };
        if (notifyMethod is { } method && (method != merchant.NotifyMethod || merchant.LearnedMethods.Count > 0))
            changed = changed with { NotifyMethod = method, LearnedMethods = new Dictionary<string, NotifyMethod>() };
        return changed == merchant ? merchant : changed with { UpdatedAt = now };
    }

    /// <summary>A merchant with a new signing secret, which knows the former one until a time.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="sealedSecret">The new secret, sealed.</param>
    /// <param name="sealedFormer">The present one, sealed under the same master key; null where it ends at once.</param>
    /// <param name="until">Until when that is in force.</param>
    /// <param name="now">The present.</param>
    public static Merchant WithSecret(
        Merchant merchant, string sealedSecret, string? sealedFormer, DateTimeOffset? until, DateTimeOffset now) =>
        merchant with
        {
            SealedSecret = sealedSecret,
            SealedFormerSecret = sealedFormer,
            FormerSecretUntil = until,
            SecretChangedAt = now,
            UpdatedAt = now,
        };

    /// <summary>
    /// Whether a merchant hears of an order that has no callback address: it asks for its orders itself, or one of its endpoints is told
    /// of completed payments.
    /// </summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="now">The present.</param>
    public static bool HearsWithoutCallback(Merchant merchant, DateTimeOffset now) =>
        merchant.Polls || merchant.Endpoints.Any(endpoint => endpoint.Takes(WebhookEvents.Completed, now));

    /// <summary>Remembers what a shop's host last answered with success. A merchant who chose a method needs nothing remembered.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The method is not one that can be heard: GET or POST.</exception>
    public static Merchant Learn(Merchant merchant, string host, NotifyMethod method)
    {
        if (method is not (NotifyMethod.Get or NotifyMethod.Post)) throw new ArgumentOutOfRangeException(nameof(method), method, "A shop hears GET or POST.");
        host = host.ToLowerInvariant();
        if (merchant.NotifyMethod != NotifyMethod.Auto || host.Length is 0 or > MaxHostLength) return merchant;
        if (merchant.LearnedMethods.TryGetValue(host, out var known) && known == method) return merchant;
        // The dictionary is always rebuilt in one go, so that it enumerates in the order of learning.
        var others = merchant.LearnedMethods.Where(learned => learned.Key != host).TakeLast(MaxLearnedHosts - 1);
        return merchant with { LearnedMethods = others.Append(new(host, method)).ToDictionary() };
    }

    private static RechargeSettings? RechargeOf(RechargeSettings? known, RechargeSettings? wish)
    {
        if (wish is null) return known;
        if (known is not null && wish.Source == known.Source && wish.ReturnOrigins.SequenceEqual(known.ReturnOrigins)) return known;
        return wish.IsUsual ? null : wish;
    }

    /// <summary>Name and colour of one wish, the logo of another; a wish that is null leaves what is there.</summary>
    private static Branding? BrandingOf(Branding? known, Branding? words, Branding? logo)
    {
        var changed = known ?? new Branding();
        if (words is not null) changed = changed with { Name = words.Name, Color = words.Color };
        if (logo is not null) changed = changed with { Logo = logo.Logo, LogoWidth = logo.LogoWidth, LogoHeight = logo.LogoHeight };
        if (changed == known) return known;
        return changed.IsUsual ? null : changed;
    }

    private static Wallet? Find(Merchant merchant, string walletId) => merchant.Wallets.FirstOrDefault(wallet => wallet.Id == walletId);
}
