using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>Reads how a shop wants to look to its payers, from the API and the console's form.</summary>
internal static class BrandingRequest
{
    /// <summary>The fields.</summary>
    public static readonly string[] Fields = ["name", "color"];

    /// <summary>Name and colour; what is left out stays, null gives the gateway's.</summary>
    /// <exception cref="InputException">A field is wrong; a colour also where texts in it could not be read.</exception>
    public static Branding Read(JsonFields body, Branding? known) => new()
    {
        Name = !body.Has("name") ? known?.Name : body.Text("name") is { } name ? ApiRules.Name(name) : null,
        Color = !body.Has("color") ? known?.Color : body.Text("color") is { } color ? Color(color) : null,
    };

    private static string Color(string text)
    {
        var color = text.Trim().ToLowerInvariant();
        if (!BrandTones.IsColor(color)) throw new InputException("color", "expected a colour such as #2f5bea");
        return BrandTones.Of(color) is not null
            ? color
            : throw new InputException("color", $"is too light to be read on white; {BrandTones.Darker(color)} is the nearest that is not");
    }
}
