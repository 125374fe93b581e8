using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Web;

namespace Payments.Providers.Medogram;

/// <summary>What a payer's browser brings back from the gateway. Anybody can write it: it only says which payment to verify.</summary>
/// <param name="TransId">The bank's number.</param>
/// <param name="IdGet">The gateway's number of the payment.</param>
/// <param name="FactorId">Our number, or null.</param>
/// <param name="TrackingCode">A number for the payer, or null.</param>
public sealed record MedogramReturn(string TransId, string IdGet, string? FactorId, string? TrackingCode)
{
    private const int LongestValue = 100;

    /// <summary>Reads a return by GET, form or JSON; a value in the body counts before one in the query. Never throws.</summary>
    /// <param name="query">The query string, undecoded.</param>
    /// <param name="body">The body; empty for none.</param>
    /// <param name="read">What came.</param>
    /// <param name="missing">The name of the value that is missing or malformed.</param>
    public static bool TryRead(string query, ReadOnlySpan<byte> body, [NotNullWhen(true)] out MedogramReturn? read, out string? missing)
    {
        (read, missing) = (null, null);
        var find = FieldsOf(query, body);
        // The numbers are the gateway's: digits, whatever their script, and for the bank's also letters.
        if (find("trans_id") is not { } transId || !transId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            missing = "trans_id";
        else if (find("id_get") is not { } idGet || !idGet.All(char.IsAsciiDigit)) missing = "id_get";
        else read = new MedogramReturn(transId, idGet, find("factorId"), find("tracking_code"));
        return read is not null;
    }

    private static Func<string, string?> FieldsOf(string query, ReadOnlySpan<byte> body)
    {
        var queried = HttpUtility.ParseQueryString(query.Length > MedogramText.LongestBody ? "" : query);
        var json = MedogramText.Read(body);
        var isForm = json is { Fields: null, Number: null } && body.Length <= MedogramText.LongestBody;
        var form = HttpUtility.ParseQueryString(isForm ? Encoding.UTF8.GetString(body) : "");
        return name => Short(json.Text(name)) ?? Short(Only(form.GetValues(name))) ?? Short(Only(queried.GetValues(name)));
    }

    private static string? Only(string[]? values) => values is [var value] ? MedogramText.Clean(value) : null;

    private static string? Short(string? value) => value is { Length: > 0 and <= LongestValue } ? value : null;
}
