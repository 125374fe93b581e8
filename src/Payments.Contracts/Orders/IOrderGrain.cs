using Orleans;
using Orleans.Concurrency;
using Payments.Contracts.Alarms;
using Payments.Contracts.Charges;
using Payments.Contracts.Refunds;
using Payments.Contracts.Sharing;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Domain.Transfers;

namespace Payments.Contracts.Orders;

/// <summary>Key <c>ord-{id}</c>. One order from creation to its last callback.</summary>
[Alias("order-grain")]
public interface IOrderGrain : IWakeable
{
    /// <summary>Creates the order, returns the same one again, re-opens an expired one, or says why not. Durable before it answers.</summary>
    [Alias("create"), Repeatable]
    Task<CreateOrderResult> CreateAsync(CreateOrder command);

    /// <summary>The order as it stands, or null where none was created.</summary>
    [Alias("get"), ReadOnly]
    Task<Order?> GetAsync();

    /// <summary>The order as it stands, for whoever looks again and again; null while it is still of the version that the caller has.</summary>
    /// <param name="version">What <see cref="OrderReading.Version"/> said last, or null.</param>
    [Alias("get-newer"), ReadOnly]
    Task<OrderReading?> GetNewerAsync(string? version);

    /// <summary>Gives a fresh quote in another of the merchant's wallets; the old amount stays held, so that a payment on its way still counts.</summary>
    /// <param name="walletId">The wallet.</param>
    /// <param name="network">
    /// The payer's network, which may change so often at one address; null where it is not known, or where a shop's signed request asks.
    /// </param>
    [Alias("choose-wallet"), Repeatable]
    Task<CreateOrderResult> ChooseWalletAsync(string walletId, string? network = null);

    /// <summary>Counts a transfer that the wallet address matched to this order. Repeating it changes nothing.</summary>
    /// <param name="transfer">The transfer as the watcher saw it.</param>
    /// <param name="finalBlock">The newest block of its chain that counts as final, so that a final transfer completes the order in one write.</param>
    [Alias("accept-transfer")]
    Task<AcceptOutcome> AcceptTransferAsync(Transfer transfer, long finalBlock);

    /// <summary>Says that every block of the chain up to this one is final. Watchers of earlier versions say it during an upgrade; the present ones name what nodes have confirmed.</summary>
    [Alias("confirm")]
    Task ConfirmAsync(ChainId chain, long finalBlock);

    /// <summary>Says that transfers in final blocks were confirmed by as many nodes as the settings demand. Only these count as final.</summary>
    [Alias("confirm-transfers")]
    Task ConfirmTransfersAsync(ChainId chain, IReadOnlyList<ConfirmedTransfer> transfers);

    /// <summary>Says that blocks above this one were taken back; their transfers no longer count until they are seen again. Those that completed the order stay counted and are marked as removed.</summary>
    [Alias("revert")]
    Task RevertAsync(ChainId chain, long ancestorBlock);

    /// <summary>Shows a transfer that waits for a block and was matched to this order. Repeating it changes nothing.</summary>
    [Alias("sight")]
    Task SightAsync(Sighting sighting);

    /// <summary>Says that a sighted transfer is gone without a block. Of one that is in a block by now nothing changes.</summary>
    [Alias("unsight")]
    Task UnsightAsync(TransferId transfer);

    /// <summary>Assigns an unmatched transfer by hand.</summary>
    [Alias("assign-transfer"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<AcceptOutcome> AssignTransferAsync(TransferId transfer);

    /// <summary>
    /// Closes an unpaid order. Its amount is free as soon as nobody can still pay in it, and at once where amounts are short.
    /// </summary>
    [Alias("close"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<CloseOutcome> CloseAsync();

    /// <summary>Completes an order that was paid outside of the chain.</summary>
    [Alias("complete-by-hand"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ManualOutcome> CompleteByHandAsync(string reason);

    /// <summary>Closes an order although a payment may have been seen.</summary>
    [Alias("refuse"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ManualOutcome> RefuseAsync(string reason);

    /// <summary>Approves an order under review.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="isOperator">Whether an operator decides; otherwise its merchant.</param>
    [Alias("approve"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ReviewOutcome> ApproveAsync(string reason, bool isOperator);

    /// <summary>Refuses an order under review.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="isOperator">Whether an operator decides; otherwise its merchant.</param>
    [Alias("refuse-reviewed"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ReviewOutcome> RefuseReviewedAsync(string reason, bool isOperator);

    /// <summary>Lets an order expire later, and takes one that expired back while its amount is its own.</summary>
    [Alias("extend"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ManualOutcome> ExtendAsync(DateTimeOffset until, string reason);

    /// <summary>
    /// Begins a payment at a provider, or gives the one that waits already. Stored before the provider is asked; a call whose answer was
    /// lost may be repeated and makes no second one.
    /// </summary>
    [Alias("start-charge"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ChargeResult> StartChargeAsync(StartCharge command);

    /// <summary>Takes verified news of a charge. Repeating it changes nothing, and answers that it is known.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="owner">Whose account verified it: a merchant's own, or with null the installation's.</param>
    /// <param name="news">What the provider says.</param>
    [Alias("accept-charge"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ChargeOutcome> AcceptChargeAsync(string provider, MerchantId? owner, ChargeNews news);

    /// <summary>
    /// Asks the provider of a charge now, with what a payer's return brought; the order as it stands then, or null where it has no such
    /// charge. What the provider does not answer in time is asked again later.
    /// </summary>
    [Alias("ask-charge"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<Order?> AskChargeAsync(string provider, string reference, IReadOnlyDictionary<string, string> hints);

    /// <summary>
    /// Refunds money of the order, or gives the refund of the same id. Stored before its provider is asked, under one number for ever; what
    /// the provider does not answer in time is asked again later.
    /// </summary>
    [Alias("request-refund"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<RefundResult> RequestRefundAsync(RefundRequest request);

    /// <summary>Withdraws a refund on a chain whose transfer was not seen.</summary>
    [Alias("cancel-refund"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<CancelRefundOutcome> CancelRefundAsync(string refundId);

    /// <summary>Says how a return of a share ended, of which its provider does not. Its refund goes on or fails by that.</summary>
    [Alias("decide-return"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ReturnDecision> DecideReturnAsync(DecideReturn command);

    /// <summary>Takes verified news of a refund. Repeating it changes nothing, and answers that it is known.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="owner">Whose account verified it: a merchant's own, or with null the installation's.</param>
    /// <param name="news">What the provider says.</param>
    [Alias("accept-refund"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<RefundNewsOutcome> AcceptRefundAsync(string provider, MerchantId? owner, RefundNews news);

    /// <summary>
    /// Takes a transfer by which the merchant's own wallet returns the money of a refund; true where it did, false where it is none, or
    /// returned another refund's.
    /// </summary>
    [Alias("accept-return")]
    Task<bool> AcceptReturnAsync(int refund, Transfer transfer);

    /// <summary>Says that every block of the chain up to this one is final: the refunds that they hold are done.</summary>
    [Alias("confirm-returns")]
    Task ConfirmReturnsAsync(ChainId chain, long finalBlock);

    /// <summary>Says that blocks above this one were taken back: the refunds that they held wait again.</summary>
    [Alias("revert-returns")]
    Task RevertReturnsAsync(ChainId chain, long ancestorBlock);

    /// <summary>
    /// Gives up the amount before its time, because amounts are short; true where the order did, false where it must keep it or has none.
    /// Asked by another order that is being quoted: an order that is over asks no other.
    /// </summary>
    [Alias("give-up-amount")]
    Task<bool> GiveUpAmountAsync();
}
