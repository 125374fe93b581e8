using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Settings;
using Payments.Http.Common;

namespace Payments.Http.Cashier;

/// <summary>A payer's choice of another coin, from the page or from the headless cashier.</summary>
internal sealed class CashierChoice(IGrainFactory grains)
{
    /// <summary>Turns the order to another coin: <see cref="CreateOutcome.Existing"/> where that was done.</summary>
    /// <param name="id">The order.</param>
    /// <param name="state">What the payer was shown.</param>
    /// <param name="wallet">The coin's wallet.</param>
    /// <param name="network">Whose changes count together; null where only the order's own count.</param>
    /// <returns>Null where the wallet is none of the coins on show: nothing was asked of the order.</returns>
    public async Task<CreateOrderResult?> ChooseAsync(OrderId id, CashierState state, string wallet, ClientNetwork? network) =>
        state.Methods.Any(method => method.Wallet == wallet)
            ? await grains.Find<IOrderGrain>(id.GrainKey).ChooseWalletAsync(wallet, network?.ToString())
            : null;
}
