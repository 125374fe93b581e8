using System.Runtime.CompilerServices;
using Payments.Domain.Reconciliation;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Bills;
using Payments.Testing.Silo;

namespace Payments.Benchmarks.Reconciliation;

/// <summary>A provider that has one bill, in WeChat Pay's form, in a file, and takes no payments.</summary>
/// <param name="file">The bill.</param>
internal sealed class BilledProvider(string file) : IdleProvider
{
    /// <summary>The provider's name.</summary>
    public const string ProviderName = "bench";

    public override string Name => ProviderName;

    public override ProviderAbilities Abilities => ProviderAbilities.Statements;

    public override StatementCalendar Calendar { get; } = new(TimeSpan.FromHours(8), TimeSpan.Zero, StatementBasis.Paid);

    public override IReadOnlyList<ProviderSetting> Settings { get; } = [new("key", null, IsRequired: true, IsSecret: false)];

    public override async IAsyncEnumerable<StatementLine> StatementAsync(
        ProviderAccount account, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var text = File.OpenRead(file);
        await foreach (var row in WeChatBillReader.ReadAsync(text, WeChatBillTotals.Trade, cancellationToken))
            yield return WeChatStatement.LineOf(row);
    }
}
