using System.CommandLine;
using Payments.Domain.Settings;

namespace Payments.Host.Commands;

/// <summary>The words of <c>payments console</c>.</summary>
internal static class ConsoleLinkCommands
{
    private const string InviteHelp =
        "console invite needs an e-mail address and a merchant: payments console invite anna@example.com --merchant ID";
    private const string PasswordHelp = "console password needs an e-mail address: payments console password anna@example.com";
    private const string OperatorHelp = "console operator needs an e-mail address: payments console operator anna@example.com";

    /// <summary>All of them.</summary>
    public static Command All(TextWriter output) =>
        new("console", "Has the gateway of this machine issue links into the merchants' console.")
        {
            Invite(output), Password(output), Operator(output),
        };

    private static Command Invite(TextWriter output)
    {
        var email = Email();
        var merchant = new Option<string?>("--merchant") { Description = "The merchant's id or e-mail address.", HelpName = "ID" };
        var role = new Option<string?>("--role")
        {
            Description = "owner, the default, developer, support or accountant.",
            HelpName = "ROLE",
        };
        var command = new Command("invite", "Prints a link by which a person joins a shop.") { email, merchant, role };
        command.SetAction(parsed =>
        {
            var (settings, address) = SettingWords.WithPath("console invite", "e-mail address", InviteHelp, parsed.GetValue(email)!);
            var shop = parsed.GetValue(merchant) ?? throw new SettingException(InviteHelp);
            return ConsoleCommand.InviteAsync(settings, address, shop, parsed.GetValue(role), output);
        });
        return command;
    }

    private static Command Password(TextWriter output)
    {
        var email = Email();
        var drop = new Option<bool>("--without-second-factor") { Description = "Takes the second factor away, for who lost it." };
        var command = new Command("password", "Prints a link by which a person sets a new password.") { email, drop };
        command.SetAction(parsed =>
        {
            var (settings, address) = SettingWords.WithPath("console password", "e-mail address", PasswordHelp, parsed.GetValue(email)!);
            return ConsoleCommand.PasswordAsync(settings, address, isOperator: false, parsed.GetValue(drop), output);
        });
        return command;
    }

    private static Command Operator(TextWriter output)
    {
        var email = Email();
        var remove = new Option<bool>("--remove") { Description = "Makes the person no operator any more; the last one stays." };
        var command = new Command("operator", "Prints a link by which a person becomes an operator, who may look at every shop.")
        {
            email, remove,
        };
        command.SetAction(parsed =>
        {
            var (settings, address) = SettingWords.WithPath("console operator", "e-mail address", OperatorHelp, parsed.GetValue(email)!);
            return parsed.GetValue(remove)
                ? ConsoleCommand.RemoveOperatorAsync(settings, address, output)
                : ConsoleCommand.PasswordAsync(settings, address, isOperator: true, dropsSecondFactor: false, output);
        });
        return command;
    }

    private static Argument<string[]> Email() =>
        new("EMAIL") { Description = "The person's e-mail address.", Arity = ArgumentArity.ZeroOrMore };
}
