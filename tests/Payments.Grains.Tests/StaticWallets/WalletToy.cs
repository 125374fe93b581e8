using Payments.Providers.Common;

namespace Payments.Grains.Tests.StaticWallets;

/// <summary>A provider that does nothing but give out addresses, under the name of the one that has such.</summary>
public sealed class WalletToy : IPaymentProvider, IKeepsWallets
{
    private readonly List<string> made = [];

    /// <summary>Makes the next answer get lost on its way, whatever was done.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>Wallets that were made, by our numbers.</summary>
    public IReadOnlyList<string> Made => made;

    public string Name => "cryptomus";

    public ProviderAbilities Abilities => default;

    public IReadOnlyList<ProviderMethod> Methods => [];

    public IReadOnlyList<ProviderSetting> Settings { get; } = [new("key", null, IsRequired: true, IsSecret: true)];

    public IReadOnlyList<SettingFault> Check(ProviderAccount account) => [];

    public Task<WalletAnswer> OpenWalletAsync(ProviderAccount account, WalletOrder wallet, CancellationToken cancellationToken)
    {
        if (!made.Contains(wallet.Reference)) made.Add(wallet.Reference);
        var place = made.IndexOf(wallet.Reference);
        var answer = LosesAnswer
            ? new WalletAnswer(ProviderOutcome.Unknown, null, null, "lost")
            : new WalletAnswer(ProviderOutcome.Done, $"T{place}", $"p{place}", null);
        LosesAnswer = false;
        return Task.FromResult(answer);
    }

    public Task<WalletAnswer> BlockWalletAsync(ProviderAccount account, string reference, CancellationToken cancellationToken) =>
        Task.FromResult(new WalletAnswer(ProviderOutcome.Done, null, null, null));

    public Task<ChargeAnswer> CreateAsync(ProviderAccount account, ChargeOrder charge, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ChargeAnswer> QueryAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ChargeAnswer> CloseAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<RefundAnswer> RefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<RefundAnswer> QueryRefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public NoticeReading Read(ProviderAccount account, ProviderNotice notice, DateTimeOffset now) => throw new NotSupportedException();

    public IAsyncEnumerable<StatementLine> StatementAsync(ProviderAccount account, DateOnly day, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
