"""The pages people see: login, dashboard, Developer Keys, confirmation of an authorization."""
