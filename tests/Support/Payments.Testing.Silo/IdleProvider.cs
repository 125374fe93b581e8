using Payments.Domain.Reconciliation;
using Payments.Providers.Common;

namespace Payments.Testing.Silo;

/// <summary>A provider that takes no payments: what a test is about is what is added to it.</summary>
public abstract class IdleProvider : IPaymentProvider
{
    public abstract string Name { get; }

    public virtual ProviderAbilities Abilities => ProviderAbilities.None;

    public virtual StatementCalendar? Calendar => null;

    public IReadOnlyList<ProviderMethod> Methods { get; } = [];

    public virtual IReadOnlyList<ProviderSetting> Settings { get; } = [new("key", null, IsRequired: true, IsSecret: true)];

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

    public virtual IAsyncEnumerable<StatementLine> StatementAsync(
        ProviderAccount account, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();
}
