using System.Text.Json;
using Payments.Storage;

namespace Payments.Host.Import;

/// <summary>
/// What <c>manage.py dumpdata</c> wrote of an old installation: a JSON array of rows, each with <c>model</c>, <c>pk</c> and <c>fields</c>.
/// Rows of other models are passed over; rows that cannot be read are named.
/// </summary>
internal sealed class CrazyMinerDump
{
    private const string PaymentModel = "crazyminerpayment";
    private const string LogModel = "crazyminerpaymentlog";
    private const string BalanceModel = "boxmoney";

    private readonly List<CrazyMinerPayment> payments = [];
    private readonly List<CrazyMinerBalance> balances = [];
    private readonly List<CrazyMinerLogLine> log = [];
    private readonly List<string> unread = [];
    private readonly HashSet<Guid> ids = [];
    private readonly HashSet<string> owners = new(StringComparer.Ordinal);

    /// <summary>Payments, in the order of the file; each id once.</summary>
    public IReadOnlyList<CrazyMinerPayment> Payments => payments;

    /// <summary>Balances; each user once.</summary>
    public IReadOnlyList<CrazyMinerBalance> Balances => balances;

    /// <summary>Lines of logs.</summary>
    public IReadOnlyList<CrazyMinerLogLine> Log => log;

    /// <summary>Rows that could not be read, and why.</summary>
    public IReadOnlyList<string> Unread => unread;

    /// <summary>Rows of models that are none of the three.</summary>
    public long Others { get; private set; }

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="DatabaseRefusalException">There is no such file, or it is no dump, or cut short.</exception>
    public static async Task<CrazyMinerDump> ReadAsync(string path)
    {
        if (!File.Exists(path))
            throw new DatabaseRefusalException($"There is no file {Path.GetFullPath(path)} to import; nothing was touched.");
        var dump = new CrazyMinerDump();
        try
        {
            await using var file = File.OpenRead(path);
            await foreach (var row in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(file)) dump.Take(row);
        }
        catch (JsonException exception)
        {
            throw new DatabaseRefusalException(
                $"{Path.GetFullPath(path)} is no whole dump of a Django application, so nothing was touched: {exception.Message}");
        }
        return dump;
    }

    private void Take(JsonElement row)
    {
        var model = row.ValueKind == JsonValueKind.Object && row.TryGetProperty("model", out var name) ? name.ToString() : "";
        var read = model.Split('.')[^1] switch
        {
            PaymentModel => (Action<CrazyMinerRow>)TakePayment,
            LogModel => TakeLine,
            BalanceModel => TakeBalance,
            _ => null,
        };
        if (read is null)
        {
            Others++;
            return;
        }
        try
        {
            read(new CrazyMinerRow(row));
        }
        catch (FormatException fault)
        {
            unread.Add($"{model} {(row.TryGetProperty("pk", out var key) ? key.ToString() : "without a key")}: {fault.Message}");
        }
    }

    private void TakePayment(CrazyMinerRow row)
    {
        var payment = row.Payment();
        if (!ids.Add(payment.Id)) throw new FormatException("is in the file twice");
        payments.Add(payment);
    }

    private void TakeBalance(CrazyMinerRow row)
    {
        var balance = row.Balance();
        if (!owners.Add(balance.User)) throw new FormatException("is a second balance of its user");
        balances.Add(balance);
    }

    private void TakeLine(CrazyMinerRow row) => log.Add(row.LogLine());
}
