using System.Collections.Concurrent;
using Payments.Domain.Sharing;
using Payments.Providers.Common;

namespace Payments.Testing.Silo;

/// <summary>Shares of the money that the tests' provider took.</summary>
public sealed partial class ToyProvider : ISharesProfit
{
    private readonly ConcurrentDictionary<string, SharePartResult[]> shares = new();
    private readonly ConcurrentDictionary<string, (ShareState State, string From, decimal Amount)> returns = new();

    public ShareTerms Terms { get; set; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromDays(30), MostPercent: 30, MostReceivers: 20)
    {
        Kinds = [new ShareKind("SHOP", NeedsName: true, GivesBack: true), new ShareKind("PERSON", NeedsName: false, GivesBack: false)],
        Relations = ["STORE", "PARTNER"],
    };

    /// <summary>Answers to the next calls about shares and returns, in their order; none where a call has none.</summary>
    public ConcurrentQueue<Func<ShareAnswer>> NextShare { get; } = new();

    /// <summary>Receivers that are known, with their names.</summary>
    public ConcurrentDictionary<string, string?> Receivers { get; } = new();

    /// <summary>Each receiver's result, by our number of the request.</summary>
    public IReadOnlyDictionary<string, SharePartResult[]> Shares => shares;

    /// <summary>What was given back, by our number of it.</summary>
    public IReadOnlyDictionary<string, (ShareState State, string From, decimal Amount)> Returns => returns;

    /// <summary>Charges whose rest was released.</summary>
    public ConcurrentQueue<string> Freed { get; } = new();

    public Task<ShareAnswer> AddReceiverAsync(ProviderAccount account, ShareReceiver receiver, CancellationToken cancellationToken) =>
        AnswerShareAsync($"add-receiver {receiver.Account}", () =>
        {
            Receivers[receiver.Account] = receiver.Name;
            return Is(ShareState.Done);
        });

    public Task<ShareAnswer> RemoveReceiverAsync(ProviderAccount account, ShareReceiver receiver, CancellationToken cancellationToken) =>
        AnswerShareAsync($"remove-receiver {receiver.Account}", () =>
        {
            Receivers.TryRemove(receiver.Account, out _);
            return Is(ShareState.Done);
        });

    public Task<ShareAnswer> ShareAsync(ProviderAccount account, ShareOrder share, CancellationToken cancellationToken) =>
        AnswerShareAsync($"share {share.Number}", () => Told(shares.GetOrAdd(share.Number, _ =>
        [
            .. share.Parts.Select(part => Receivers.ContainsKey(part.Receiver.Account)
                ? new SharePartResult(part.Receiver.Account, part.Amount, ShareState.Done, $"d-{part.Receiver.Account}", null)
                : new SharePartResult(part.Receiver.Account, part.Amount, ShareState.Failed, null, "NO_RELATION")),
        ])));

    public Task<ShareAnswer> QueryShareAsync(ProviderAccount account, ShareOrder share, CancellationToken cancellationToken) =>
        AnswerShareAsync($"query-share {share.Number}", () => shares.TryGetValue(share.Number, out var parts) ? Told(parts) : Absent);

    public Task<ShareAnswer> ReturnShareAsync(ProviderAccount account, ShareReturn back, CancellationToken cancellationToken) =>
        AnswerShareAsync($"return-share {back.Number}", () => Terms.ReturnsWithRefund
            ? new ShareAnswer(ProviderOutcome.Refused, null, null, "only with a refund")
            : Is(returns.GetOrAdd(back.Number, _ => (ShareState.Done, back.From.Account, back.Amount)).State));

    public Task<ShareAnswer> QueryShareReturnAsync(ProviderAccount account, ShareReturn back, CancellationToken cancellationToken) =>
        AnswerShareAsync($"query-return {back.Number}", () => returns.TryGetValue(back.Number, out var known) ? Is(known.State) : Absent);

    public Task<ShareAnswer> ReleaseAsync(ProviderAccount account, ShareRelease release, CancellationToken cancellationToken) =>
        AnswerShareAsync($"release-share {release.Number}", () =>
        {
            Freed.Enqueue(release.Charge.Reference);
            return Is(ShareState.Done);
        });

    private static ShareAnswer Absent => new(ProviderOutcome.NotFound, null, null, "no such number");

    private static ShareAnswer Is(ShareState state) => new(ProviderOutcome.Done, state, null, null);

    private static ShareAnswer Told(SharePartResult[] parts) => Is(ShareState.Done) with { Parts = parts };

    private Task<ShareAnswer> AnswerShareAsync(string call, Func<ShareAnswer> usual)
    {
        Calls.Enqueue(call);
        if (!NextShare.TryDequeue(out var answer)) return Task.FromResult(usual());
        // As with refunds: what the provider did stands, whatever became of its answer.
        var said = answer();
        if (said.Outcome is ProviderOutcome.Done or ProviderOutcome.Unknown) usual();
        return Task.FromResult(said);
    }
}
