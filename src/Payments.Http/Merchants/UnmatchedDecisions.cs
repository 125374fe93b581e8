using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Audit;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage;

namespace Payments.Http.Merchants;

/// <summary>What a merchant decides about money that fits no order, by the API and in the console.</summary>
internal sealed class UnmatchedDecisions(IGrainFactory grains, OwnOrders orders, TransferStore transfers)
{
    /// <summary>Whether a request asks for what was dismissed, or for what waits, which is the default.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public static bool IsOfDismissed(string? state) => state switch
    {
        "dismissed" => true,
        null or "" or "open" => false,
        _ => throw new InputException("state", "expected open or dismissed"),
    };

    /// <summary>A note, or null for none.</summary>
    /// <exception cref="InputException">It is too long, or no text of one line.</exception>
    public static string? Note(string? text)
    {
        if (text?.Trim() is not { Length: > 0 } note) return null;
        if (note.Length > TransferStore.NoteLimit) throw new InputException("note", $"at most {TransferStore.NoteLimit} characters");
        return note.Any(char.IsControl) ? throw new InputException("note", "must not contain control characters") : note;
    }

    /// <summary>Gives a transfer to one of the merchant's orders, for good.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="transfer">The transfer.</param>
    /// <param name="order">The order's id or the merchant's number.</param>
    /// <returns>The order afterwards.</returns>
    /// <exception cref="InputException">The order cannot have it, or one of the two is not the merchant's.</exception>
    public async Task<Order> AssignAsync(MerchantId merchant, TransferId transfer, string order)
    {
        var found = await orders.FindAsync(merchant, order)
            ?? throw new InputException("order", "no such order", StatusCodes.Status404NotFound);
        var grain = grains.Find<IOrderGrain>(found.Id.GrainKey);
        if (ApiErrors.Of(await grain.AssignTransferAsync(transfer)) is { } refusal) throw refusal;
        return (await grain.GetAsync())!;
    }

    /// <summary>Takes a transfer out of the list. It stays stored and can still be assigned.</summary>
    /// <exception cref="InputException">It is not there: 404.</exception>
    public async Task DismissAsync(MerchantId merchant, TransferId transfer, bool isReturned, string? note)
    {
        if (!await transfers.DismissAsync(merchant, transfer, isReturned, note, By)) throw NotThere();
    }

    /// <summary>Notes something of a transfer; null takes the note away.</summary>
    /// <exception cref="InputException">It is not there: 404.</exception>
    public async Task NoteAsync(MerchantId merchant, TransferId transfer, string? note)
    {
        if (!await transfers.NoteAsync(merchant, transfer, note, By)) throw NotThere();
    }

    /// <summary>Who decides, as the audit log has it.</summary>
    private static string By => $"{AuditContext.Actor.Kind} {AuditContext.Actor.Name}".TrimEnd();

    private static InputException NotThere() =>
        new("transfer_id", "no such unmatched transfer at your addresses", StatusCodes.Status404NotFound);
}
