"""The pages: a module and a template folder for a page. Views read input, call one function, and answer."""
