using System.Runtime.CompilerServices;
using Payments.Domain.Reconciliation;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Bills;

namespace Payments.Benchmarks.Reconciliation;

/// <summary>A provider that has one bill, in WeChat Pay's form, in a file, and takes no payments.</summary>
/// <param name="file">The bill.</param>
internal sealed class BilledProvider(string file) : IPaymentProvider
{
    /// <summary>The provider's name.</summary>
    public const string ProviderName = "bench";

    public string Name => ProviderName;

    public ProviderAbilities Abilities => ProviderAbilities.Statements;

    public StatementCalendar Calendar { get; } = new(TimeSpan.FromHours(8), TimeSpan.Zero, StatementBasis.Paid);

    public IReadOnlyList<ProviderMethod> Methods { get; } = [];

    public IReadOnlyList<ProviderSetting> Settings { get; } = [new("key", null, IsRequired: true, IsSecret: false)];

    public IReadOnlyList<SettingFault> Check(ProviderAccount account) => [];

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

    public async IAsyncEnumerable<StatementLine> StatementAsync(
        ProviderAccount account, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var text = File.OpenRead(file);
        await foreach (var row in WeChatBillReader.ReadAsync(text, WeChatBillTotals.Trade, cancellationToken))
            yield return WeChatStatement.LineOf(row);
    }
}
