using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Merchants;
using Payments.Http.Common;

namespace Payments.Http.Console.Access;

/// <summary>Reads the console's forms, each of which carries a token that other sites cannot know.</summary>
internal static class ConsoleForms
{
    /// <summary>The field of the token.</summary>
    public const string TokenField = "form-token";

    private const int FieldLimit = 64;

    /// <summary>A form with a logo, its fields included.</summary>
    private const int UploadLimit = LogoImage.Limit + (16 << 10);

    /// <summary>Reads a form whose token is that of this browser and session.</summary>
    /// <param name="context">The request.</param>
    /// <param name="antiforgery">What knows the token.</param>
    /// <param name="limit">The largest form, in bytes.</param>
    /// <exception cref="InputException">It is none: 400; or it is too large.</exception>
    public static async Task<ConsoleForm> ReadAsync(HttpContext context, IAntiforgery antiforgery, int limit)
    {
        var isUpload = context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;
        var most = isUpload ? UploadLimit : limit;
        if (context.Request.ContentLength > most) throw RequestBody.TooLarge(most);
        if (!context.Request.HasFormContentType)
            throw new InputException("Content-Type", "expected application/x-www-form-urlencoded",
                StatusCodes.Status415UnsupportedMediaType);
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
            await antiforgery.ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            throw new InputException(TokenField, "the form is of another session or too old: load the page again");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new InputException("body", "is not a well-formed form");
        }
        return form.Count <= FieldLimit ? new ConsoleForm(form) : throw new InputException("body", $"at most {FieldLimit} fields");
    }
}

/// <summary>The fields of a form, without blanks around their values; none holds a zero character.</summary>
internal sealed class ConsoleForm(IFormCollection fields)
{
    private static readonly char[] Separators = [' ', ',', '\t', '\r', '\n'];

    /// <summary>A field's value; empty where it was left out.</summary>
    public string this[string name]
    {
        get
        {
            var text = fields[name].LastOrDefault() ?? "";
            return text.Contains('\0') ? throw new InputException(name, "must not contain a zero character") : text.Trim();
        }
    }

    /// <summary>A password as it was typed.</summary>
    public string Secret(string name) => fields[name].LastOrDefault() ?? "";

    /// <summary>A value, or null where it is empty.</summary>
    public string? Given(string name) => this[name] is { Length: > 0 } text ? text : null;

    /// <summary>Every value of a field, one for each box that is ticked; of a text, its parts between blanks, lines and commas.</summary>
    public IReadOnlyList<string> List(string name)
    {
        var parts = fields[name].SelectMany(text => (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return parts.Any(part => part.Contains('\0')) ? throw new InputException(name, "must not contain a zero character") : parts;
    }

    /// <summary>Fields as a request to the API would have them, so that one reader serves both.</summary>
    /// <param name="texts">The names of fields with texts.</param>
    /// <param name="flags">The names of boxes that may be ticked.</param>
    /// <param name="lists">The names of fields with several values.</param>
    public JsonFields Body(IEnumerable<string> texts, IEnumerable<string> flags, params string[] lists) =>
        JsonFields.Of(
            texts.Select(name => (Name: name, Text: Given(name))).Where(field => field.Text is not null),
            flags.Where(name => this[name] == "on"),
            lists.Select(name => (name, List(name))));

    /// <summary>A file that was chosen, or null.</summary>
    public IFormFile? File(string name) => fields.Files[name] is { Length: > 0 } file ? file : null;

    /// <summary>A value that must be there.</summary>
    public string Required(string name) => Given(name) ?? throw InputException.Missing(name);
}
