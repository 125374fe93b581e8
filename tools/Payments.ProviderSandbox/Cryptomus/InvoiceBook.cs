using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Payments.ProviderSandbox.Cryptomus;

/// <summary>The stand-in's invoices, and what happens to them.</summary>
/// <param name="time">The clock by which they expire.</param>
/// <param name="notify">Sends an invoice's webhook.</param>
internal sealed class InvoiceBook(TimeProvider time, Func<SandboxInvoice, Task> notify) : IDisposable
{
    private readonly List<SandboxInvoice> invoices = [];
    private readonly Lock gate = new();

    /// <summary>The invoice that has a number, or null.</summary>
    public SandboxInvoice? FindByOrder(string orderId)
    {
        lock (gate) return invoices.Find(invoice => invoice.OrderId == orderId);
    }

    /// <summary>The invoice that has an id, or null.</summary>
    public SandboxInvoice? Find(string? uuid)
    {
        lock (gate) return invoices.Find(invoice => invoice.Uuid == uuid);
    }

    /// <summary>The invoice that a request names, or null.</summary>
    public SandboxInvoice? Find(JsonObject request) =>
        (string?)request["uuid"] is { } uuid ? Find(uuid) : FindByOrder((string?)request["order_id"] ?? "");

    /// <summary>The invoices of a time, the newest first.</summary>
    public IReadOnlyList<SandboxInvoice> Between(DateTimeOffset? from, DateTimeOffset? to)
    {
        lock (gate) return [.. invoices.Where(invoice => (from is null || invoice.CreatedAt >= from) &&
            (to is null || invoice.CreatedAt <= to)).Reverse()];
    }

    /// <summary>Makes an invoice.</summary>
    /// <param name="make">Makes it of its id, its address and the present.</param>
    public SandboxInvoice Add(Func<string, string, DateTimeOffset, SandboxInvoice> make)
    {
        lock (gate)
        {
            var invoice = make(IdOf("invoice", invoices.Count), AddressOf("invoice", invoices.Count), time.GetUtcNow());
            invoices.Add(invoice);
            Await(invoice);
            return invoice;
        }
    }

    /// <summary>Gives an expired invoice a new address and lifetime.</summary>
    public void Refresh(SandboxInvoice invoice)
    {
        invoice.Address = AddressOf(invoice.Address, 0);
        (invoice.Status, invoice.UpdatedAt) = ("process", time.GetUtcNow());
        invoice.ExpiresAt = invoice.UpdatedAt.AddSeconds(invoice.LifetimeSeconds);
        Await(invoice);
    }

    /// <summary>Pays a part of what is still missing: one tenth more than all of it is paid over.</summary>
    public async Task PayAsync(SandboxInvoice invoice, decimal share)
    {
        if (invoice.IsFinal) return;
        invoice.Paid += decimal.Round((invoice.PayerAmount - invoice.Paid) * share, 8);
        invoice.Txid = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{invoice.Uuid} {invoice.Paid}")));
        await SayAsync(invoice, "confirm_check");
        if (invoice.Paid == invoice.PayerAmount) await SayAsync(invoice, "paid");
        else if (invoice.Paid > invoice.PayerAmount) await SayAsync(invoice, "paid_over");
        else (invoice.Status, invoice.UpdatedAt) = ("wrong_amount_waiting", time.GetUtcNow());
    }

    /// <summary>Puts an invoice into a status and sends its webhook.</summary>
    public Task SayAsync(string uuid, string status) => Find(uuid) is { } invoice ? SayAsync(invoice, status) : Task.CompletedTask;

    /// <summary>Puts an invoice into a status and sends its webhook.</summary>
    public Task SayAsync(SandboxInvoice invoice, string status)
    {
        (invoice.Status, invoice.UpdatedAt) = (status, time.GetUtcNow());
        return notify(invoice);
    }

    /// <summary>Ends an invoice as its lifetime would.</summary>
    public Task EndAsync(SandboxInvoice invoice) =>
        invoice.IsFinal ? Task.CompletedTask : SayAsync(invoice, invoice.Paid > 0 ? "wrong_amount" : "cancel");

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate) invoices.ForEach(invoice => invoice.Expiry?.Dispose());
    }

    /// <summary>An id that is the same in every run.</summary>
    public static string IdOf(string kind, int number) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {number}")).AsSpan(0, 16)).ToString("D");

    /// <summary>A made-up address that is the same in every run.</summary>
    public static string AddressOf(string kind, int number) =>
        "T" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"address {kind} {number}")))[..33];

    private void Await(SandboxInvoice invoice)
    {
        invoice.Expiry?.Dispose();
        invoice.Expiry = time.CreateTimer(_ => EndAsync(invoice), null, invoice.ExpiresAt - time.GetUtcNow(), Timeout.InfiniteTimeSpan);
    }
}
