namespace Payments.Providers.Common;

/// <summary>Collects what is wrong with a request before it is sent.</summary>
public sealed class FieldFaults
{
    private readonly Dictionary<string, string> faults = [];

    /// <summary>The refusal that names every field at fault, or null when there is none.</summary>
    public ProviderRefusal? Refusal => faults.Count == 0
        ? null
        : new ProviderRefusal(RefusalKind.Fields, string.Join("; ", faults.Select(fault => $"{fault.Key}: {fault.Value}")))
        {
            Fields = faults,
        };

    /// <summary>Notes a field unless its rule holds; the first fault of a field stays.</summary>
    /// <param name="holds">Whether the rule holds.</param>
    /// <param name="field">The field's name at the provider.</param>
    /// <param name="expected">What was expected, in words.</param>
    public void Require(bool holds, string field, string expected)
    {
        if (!holds) faults.TryAdd(field, expected);
    }

    /// <summary>Requires a web address of a length, where there is one.</summary>
    public void RequireUrl(string? url, string field, int shortest, int longest) => Require(
        url is null || url.Length >= shortest && url.Length <= longest && Uri.TryCreate(url, UriKind.Absolute, out var address) &&
            (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps),
        field, $"a web address of {shortest} to {longest} characters");

    /// <summary>Requires a text of a length, where there is one.</summary>
    public void RequireLength(string? text, string field, int shortest, int longest) =>
        Require(text is null || text.Length >= shortest && text.Length <= longest, field, $"{shortest} to {longest} characters");
}
